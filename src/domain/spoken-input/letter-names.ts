import type { SpokenLanguage } from '../spoken/vocabulary.ts';

/** Names that are no other word, or hardly; a recogniser mostly writes the letter itself. "_" for a space. */
const names: Readonly<Record<SpokenLanguage, string>> = {
  en: 'w:doubleu s:ess f:eff v:vee q:queue|cue',
  es: 'w:doble_u|doble_ve|doble_v|doble_uve|uve_doble|ve_doble y:i_griega|ye b:be_larga v:uve|ve_corta h:hache j:jota n:ene m:eme l:ele r:ere|erre s:ese f:efe x:equis z:zeta q:cu',
  fr: 'w:double_v|double_ve y:i_grec h:hache s:esse f:effe l:elle z:zede',
  de: 'y:ypsilon v:vau j:jot x:iks q:ku z:zett|zet',
  pt: 'w:dablio|dabliu|duplo_v|ve_duplo|ve_dobrado y:ipsilon h:aga j:jota l:ele m:eme n:ene r:erre s:esse f:efe x:xis',
  it: 'w:doppia_vu|vu_doppia|doppia_v y:ipsilon|i_greca j:i_lunga h:acca f:effe l:elle m:emme n:enne r:erre s:esse z:zeta x:ics k:kappa|cappa v:vu q:cu',
  nl: 'w:dubbel_v|dubbele_v y:griekse_ij|griekse_y|ypsilon z:zet h:haa',
};

/** No word of any language; and nobody doubles a u. */
const everywhere = 'w:double_u|double_you|double_yu z:zee|zed h:aitch|haitch';

/** Most words a letter's name has. */
export const longestLetterName = 2;

/** The letters by their names in one language: lower case, no accents, a space between words. */
export const letterNames = (language: SpokenLanguage): ReadonlyMap<string, string> =>
  new Map(`${everywhere} ${names[language]}`.split(' ').flatMap(entriesOf));

const entriesOf = (entry: string): readonly (readonly [string, string])[] =>
  entry
    .slice(2)
    .split('|')
    .map((name) => [name.replaceAll('_', ' '), entry.slice(0, 1)] as const);
