/** Keys that say by their shape whose they are. Fixed lengths, so that reading takes no longer than the text is. */
const keyShapes: readonly RegExp[] = [
  /-{2,5} ?BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY/iu,
  /PuTTY-User-Key-File-\d/iu,
  /(?<![\w-])eyJ[\w-]{8}[\w-]{0,4000}\.[\w-]{8}/u,
  /(?<![a-z0-9])(?:sk|rk)[-_](?=[\w-]{0,60}\d)[\w-]{16}/iu,
  /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}/u,
  /(?<![a-z0-9])(?:gh[oprsu]_[a-z0-9]{20}|github_pat_\w{20}|glpat-[\w-]{20}|npm_[a-z0-9]{30}|hf_[a-z0-9]{30})/iu,
  /(?<![a-z0-9])(?:xox[abeoprs]-[\w-]{10}|whsec_[a-z0-9]{16}|shp(?:at|ss)_[a-f0-9]{32})/iu,
  /(?<![\w-])(?:AIza[\w-]{35}|ya29\.[\w-]{20}|SG\.[\w-]{16,30}\.[\w-]{16})/u,
  /(?<![A-Za-z0-9])(?:AC|SK)[0-9a-fA-F]{32}(?![A-Za-z0-9])/u,
];

/** Whether a text (as `readableText` leaves it) holds a key or a token that lets its holder in somewhere. */
export const hasKey = (text: string): boolean => keyShapes.some((shape) => shape.test(text));
