import { escapeHtml } from './escape-html.ts';

/** A small HTML version of a plain text: paragraphs, line breaks, the one link. Everything in it is escaped. */
export function toHtml(text: string, link?: { readonly url: string; readonly title: string }): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map(
      (paragraph) =>
        `<p>${paragraph
          .split('\n')
          .map((row) => toRow(row, link))
          .join('<br>')}</p>`,
    );
  const style = 'font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#222';
  return `<!doctype html><html><body><div style="${style}">${paragraphs.join('')}</div></body></html>`;
}

function toRow(row: string, link?: { readonly url: string; readonly title: string }): string {
  if (link === undefined || row !== link.url) return escapeHtml(row);
  return `<a href="${escapeHtml(link.url)}">${escapeHtml(link.title)}</a>`;
}
