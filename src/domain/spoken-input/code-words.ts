/** "B as in boy", as it is said in the languages we speak. */
const phrases = 'as in|is in|as an|as|like|for|wie|von|comme|como|come|de|di|van|als in|zoals';
const codeWord = String.raw`[,.]?[ -](${phrases})[ -](\p{L})\p{L}*(?:-\p{L}+)?`;
const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}'’])(\p{L}{1,3})(?=(${codeWord}))`, 'gu');
/** English letters as a recogniser may write them where it expects a word. */
const soundsLike: Readonly<Record<string, string>> = Object.fromEntries(
  'be:b bee:b see:c sea:c dee:d gee:g eye:i jay:j kay:k el:l em:m en:n oh:o pea:p pee:p cue:q are:r ess:s tea:t tee:t you:u vee:v ex:x why:y zee:z zed:z'
    .split(' ')
    .map((pair) => pair.split(':')),
);

/**
 * A text (lower case) with only the letter left of each "b as in boy": "b". Where the word does not begin with the
 * letter, something else was meant or misheard, and it stays as it is.
 */
export function withoutCodeWords(text: string): string {
  let shortened = '';
  let at = 0;
  for (const { index, 1: said = '', 2: behind = '', 3: phrase = '', 4: initial = '' } of text.matchAll(pattern)) {
    const letter = letterOf(said, phrase);
    if (index < at || letter === undefined || plain(letter) !== plain(initial)) continue;
    shortened += text.slice(at, index) + letter;
    at = index + said.length + behind.length;
  }
  return shortened + text.slice(at);
}

const letterOf = (said: string, phrase: string): string | undefined => {
  if (said.length === 1) return said;
  return /^[ai]s in$/.test(phrase) && Object.hasOwn(soundsLike, said) ? soundsLike[said] : undefined;
};

const plain = (letter: string): string => letter.normalize('NFD').replace(/\p{M}+/gu, '');
