import { digitsOf, times } from './spoken-digits.ts';
import { domainBehind } from './spoken-domain.ts';
import type { Piece } from './spoken-pieces.ts';

/** Digits said one behind the other, as a telephone number may be. */
export interface NumberRun {
  /** Digits; where a sentence ended between its groups, in parts. A "+" may stand before the first. */
  readonly parts: readonly string[];
  /** "oh" stood before it: zero, or a sigh. */
  readonly afterOh: boolean;
  readonly start: number;
  /** Index behind its last piece. */
  readonly end: number;
}

/** Words between the groups of a number. */
const bridges: ReadonlySet<string> = new Set(['area', 'code', 'then', 'and']);
const powers: Readonly<Record<string, string>> = { hundred: '00', thousand: '000' };

/** All runs of digits, in the order they were said. */
export function numberRuns(pieces: readonly Piece[]): readonly NumberRun[] {
  const runs: NumberRun[] = [];
  for (let index = 0; index < pieces.length; index++) {
    if (pieces[index]?.kind !== 'digits') continue;
    const run = runFrom(pieces, index);
    runs.push(run);
    index = run.end - 1;
  }
  return runs;
}

function runFrom(pieces: readonly Piece[], start: number): NumberRun {
  const parts = [isPlus(pieces[start - 1]) ? '+' : ''];
  let end = start + 1;
  parts[0] += pieces[start]?.text ?? '';
  for (let index = end; index < pieces.length; index++) {
    const piece = pieces[index];
    const digits = digitsIn(piece, index > end ? undefined : pieces[index - 1]);
    if (piece === undefined || piece.gap === 'odd' || (digits === null && !isBridge(piece, pieces[index + 1]))) break;
    if (digits === null) continue;
    if (piece.gap === 'stop') parts.push('');
    parts[parts.length - 1] += digits;
    end = index + 1;
  }
  return { parts, afterOh: pieces[start - 1]?.text === 'oh', start, end };
}

/** What a piece adds to a number that is being said; `before`: the piece right before it, of the number. */
function digitsIn(piece: Piece | undefined, before: Piece | undefined): string | null {
  if (piece?.kind === 'digits') return piece.text;
  if (before?.kind !== 'digits' || piece?.gap === 'stop') return null;
  if (piece?.said === 'o') return '0';
  return piece?.kind === 'word' && Object.hasOwn(powers, piece.text) ? (powers[piece.text] ?? null) : null;
}

const isPlus = (piece: Piece | undefined): boolean => piece?.text === '+';
/** "415 dash 555", "415 and then 555"; but 415 and 555 are two. */
function isBridge({ kind, text }: Piece, next: Piece | undefined): boolean {
  if (kind === 'symbol') return text === '-' || text === '.';
  return bridges.has(text) && (text !== 'and' || next?.text === 'then');
}

/** Hundreds and thousands of other languages: what is said with them is not put together. */
const large =
  /^(?:\p{L}*(?:cient[oa]s|hundert|tausend|honderd|duizend|cent[oi]s?|mila)|quinientos|cien|mil|cents?|mille|cem)$/u;

/** What stands right before or behind a number and makes it a part of something longer. */
const isMore = ({ kind, text }: Piece): boolean =>
  kind === 'word' &&
  (digitsOf(text, false) !== null || Object.hasOwn(times, text) || Object.hasOwn(powers, text) || large.test(text));
const extension = /^(?:ext|extension|durchwahl|poste|interno|anexo|ramal|toestel)$/;

/** A run that is no telephone number, or not all of it, by what stands around it. */
export function isPartOfMore(pieces: readonly Piece[], { start, end }: NumberRun): boolean {
  const [before, behind] = [pieces[start - 1], pieces[end]];
  if (pieces.slice(start, end).some(({ sure }) => !sure)) return true;
  if (before !== undefined && isMore(before) && pieces[start]?.gap !== 'stop') return true;
  if (behind === undefined || behind.gap === 'stop') return namesOther(pieces, start);
  if (isMore(behind) || extension.test(behind.text)) return true;
  return (behind.text === '@' && domainBehind(pieces, end) !== null) || namesOther(pieces, start);
}

const namingWords = 7;
const phone =
  /^(?:(?:tele)?phone|cell(?:phone|ulare)?|mobile|telefonos?|movil|celular|portable|telefon(?:nummer)?|handy(?:nummer)?|mobil(?:nummer)?|rufnummer|telefone|telemovel|telefoon(?:nummer)?|mobiel)$/;
const toCall =
  /^(?:call|text|reach|ring|llam\p{L}*|appel\p{L}*|anrufen|ruckruf|erreichen|lig[aeu]\p{L}*|chiam\p{L}*|bellen|bel)$/u;
const otherNumber =
  /^(?:order|account|case|invoice|reference|policy|confirmation|ticket|card|tracking|serial|member|membership|customer|booking|pin|zip|social|license|passport|room|flight|gate|apartment|suite|dni|nif|nie|cpf|bsn|habitacion|chambre|zimmer|camera|kamer|quarto|pedido|cuenta|factura|referencia|reserva|tarjeta|contrato|cliente|commande|compte|facture|dossier|reservation|carte|contrat|client|bestellung|auftrag|rechnung|iban|(?:bestell|auftrags|rechnungs|kunden|konto|karten|vertrags|vorgangs)nummer|conta|fatura|cartao|ordine|conto|fattura|riferimento|prenotazione|carta|contratto|pratica|(?:bestel|order|factuur|klant|rekening|klant)nummer|bestelling|rekening|factuur)$/;

/** "My order number is …": no telephone is named, and nobody is to be called there. */
function namesOther(pieces: readonly Piece[], start: number): boolean {
  const first = pieces.findLastIndex(({ gap }, index) => index <= start && gap === 'stop');
  const before = pieces.slice(Math.max(first, start - namingWords, 0), start).filter(({ kind }) => kind === 'word');
  const nearest = before.findLast(({ text }) => toCall.test(text) || otherNumber.test(text));
  return nearest !== undefined && otherNumber.test(nearest.text) && !before.some(({ text }) => phone.test(text));
}
