const address = /[^\s@<>"':;,()[\]]+@[^\s@<>"':;,()[\]]+\.[^\s@<>"':;,()[\]]+/g;
const number = /\+\d[\d\s().-]{5,}\d|(?<![\w.-])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?![\w-])/g;
const credentials = /(\w+:\/\/)[^\s/@:]*:[^\s/@]*@/g;
const bearer = /\b(Bearer|Basic)\s+\S+|\bsk-[\w-]{8,}/gi;
const token = /([?&]token=)[^&\s"]+/g;

/** Text with every phone number, e-mail address, credential and URL token masked. */
export function scrub(text: string): string {
  return text
    .replace(credentials, '$1***@')
    .replace(bearer, '***')
    .replace(token, '$1***')
    .replace(address, '[address]')
    .replace(number, (found) => `[number …${found.replace(/\D/g, '').slice(-2)}]`);
}
