/** What stands behind "password:" or "the password is" in messages that tell none. */
const ordinary = new Set(
  (
    'a about above active added again all allowed already also always an and any are as ask at available away back bad be ' +
    'because been before being below both broken but by call called can cannot case change changed check choose clear ' +
    'clearly click close come complete contact correct could current dead default did different do does done dont down each ' +
    'easy either else email enclosed enter entirely even ever exactly expired fine first follow for forgot forgotten free ' +
    'from fully get go going gone good great had hard has have he help her here hers hidden his how i if ignore important ' +
    'in incorrect invalid is it its just keep kept known last later lets like locked login long longer lost made make may ' +
    'maybe me mine missing more must my need needed never new next no none not nothing now of off ok okay old on once one ' +
    'only optional or our ours out over own page password passcode passwords perfect please press private probably problem problems ' +
    'protected quite ready really remove reply required reset right safe said same save secret secure see send sent set ' +
    'she short should simple simply sms so some somehow soon sorry still stolen stored strong such sure taken tap temporary ' +
    'text than that the their theirs them then there they this to tbd today tomorrow too try type unchanged under unique ' +
    'unknown until up update updated us use used using valid very via visit waiting was we weak well were what when where ' +
    'which who why will with within without wont wrong yes yet you your yours ' +
    // The same in the other languages.
    'llame llamenos vea por pida pulse use haga obligatoria requerida incorrecta correcta olvidada ' +
    'appelez voir cliquez demandez oublie incorrect requis rufen siehe bitte falsch richtig vergessen erforderlich nicht ' +
    'abgelaufen ligue clique veja esquecida incorreta obrigatoria chiami chiamate vedi clicca dimenticata errata richiesta ' +
    'bel zie klik vergeten onjuist vereist verlopen niet la el le il o a die das de der den un une una uno um uma een ein eine'
  ).split(' '),
);

/** Endings of words that describe: "the password is protected", "is missing", "is reusable". */
const describing = /(?:ed|ing|ly|able|ible|ful|less|ous|ive|ical|ent|ant)$/;

/** Whether a word says something about a password rather than being one. `value`: one word, any case. */
export function isOrdinaryWord(value: string): boolean {
  const word = value.toLowerCase().replace(/'/g, '');
  return ordinary.has(word) || (/^[a-z-]+$/.test(word) && describing.test(word));
}
