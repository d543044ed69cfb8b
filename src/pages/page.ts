import { createHash } from 'node:crypto';
import { escapeHtml } from '../domain/escape-html.ts';

/** Small, readable from 320 px up, light and dark as the device is. No scripts, no images, nothing from elsewhere. */
const style = `
:root { color-scheme: light dark; --page: #fff; --ink: #1b1b1f; --soft: #54545e; --line: #6b6b76; --act: #0b57d0; --on-act: #fff; --bad: #b3261e; --good: #146c2e; }
@media (prefers-color-scheme: dark) { :root { --page: #17171b; --ink: #ececf1; --soft: #b9b9c4; --line: #8f8f9c; --act: #a8c7fa; --on-act: #062e6f; --bad: #f2b8b5; --good: #8fd8a0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1.125rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 30rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 0.75rem; }
p { margin: 0 0 1rem; color: var(--soft); }
label { display: block; font-weight: 600; margin: 0 0 0.375rem; }
input, button { display: block; width: 100%; min-height: 3rem; font: inherit; border-radius: 0.5rem; padding: 0.5rem 0.75rem; }
input { background: var(--page); color: var(--ink); border: 1px solid var(--line); margin: 0 0 1rem; }
input[aria-invalid] { border: 2px solid var(--bad); }
button { background: var(--act); color: var(--on-act); border: 1px solid var(--act); font-weight: 600; cursor: pointer; }
input:focus-visible, button:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.error { color: var(--bad); font-weight: 600; margin: 0 0 0.5rem; }
.done { color: var(--good); font-weight: 600; }
.when { color: var(--ink); font-weight: 600; margin-bottom: 0.25rem; }
h2 { font-size: 1.25rem; line-height: 1.25; margin: 2rem 0 0.75rem; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; min-width: 0; }
legend { font-weight: 600; padding: 0; margin: 0 0 0.5rem; }
.choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0.5rem; }
.choices label { display: flex; align-items: center; gap: 0.625rem; min-height: 3rem; margin: 0; padding: 0.375rem 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; font-weight: 400; cursor: pointer; }
.choices input { flex: none; width: 1.25rem; height: 1.25rem; min-height: 0; margin: 0; padding: 0; accent-color: var(--act); }
.choices label:has(:checked) { border-color: var(--act); outline: 1px solid var(--act); }
.choices label:focus-within { outline: 3px solid var(--act); outline-offset: 2px; }
.days { list-style: none; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
.days a { display: inline-block; padding: 0.625rem 0; }
a, summary { color: var(--act); }
a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
summary { cursor: pointer; font-weight: 600; padding: 0.625rem 0; }
.call { margin-top: 1rem; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
details { margin-top: 1.5rem; }
details button { background: var(--page); color: var(--bad); border-color: var(--bad); }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** On every page: nothing is loaded, framed, kept, indexed or told to the next site. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
};

export interface Page {
  /** BCP-47. */
  readonly language: string;
  /** Plain text. */
  readonly title: string;
  /** Plain text; the title where it is left out. */
  readonly heading?: string;
  /** HTML, everything foreign in it escaped. */
  readonly body: string;
}

/** A whole HTML document. */
export function renderPage({ language, title, heading = title, body }: Page): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(heading)}</h1>
${body}
</main>
</body>
</html>
`;
}
