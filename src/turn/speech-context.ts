/** Words after which a number is said digit by digit, and the small ones that may stand between. */
const announcing = new Set(
  (
    'code pin order number reference confirmation ticket case account booking tracking zip id extension ext ' +
    'código pedido número referencia confirmación reserva cuenta commande numéro référence réservation compte dossier ' +
    'nummer bestellnummer kundennummer auftragsnummer bestellung referenz buchung konto vorgang ' +
    'encomenda referência confirmação conta codice ordine numero riferimento prenotazione conto pratica ' +
    'bestelling referentie boeking rekening klantnummer'
  ).split(' '),
);
const between = new Set(
  'is number no nr id code the your es el su lautet ist ihre est votre é è o il suo numero número numéro nummer'.split(
    ' ',
  ),
);

/** Whether the next number is announced as a code, given the words so far one by one. */
export function announcesCode(word: string, before: boolean): boolean {
  const bare = word.toLowerCase().replace(/[^\p{L}\p{M}#]/gu, '');
  if (bare === '#' || announcing.has(bare)) return true;
  return before && (between.has(bare) || bare === '');
}
