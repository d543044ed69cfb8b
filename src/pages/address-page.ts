import { escapeHtml } from '../domain/escape-html.ts';
import { renderPage } from './page.ts';
import { formWords } from './words.ts';

/** The form: one field, one button. `rejected`: what was typed and is no address. */
export function addressPage(language: string, rejected: string | null): string {
  const words = formWords(language);
  const wrong = rejected !== null;
  const field = [
    '<input id="address" name="address" type="email" inputmode="email" autocomplete="email" autocapitalize="none"',
    ` spellcheck="false" maxlength="254" required value="${escapeHtml(rejected ?? '')}"`,
    wrong ? ' aria-invalid="true" aria-describedby="error intro" autofocus>' : ' aria-describedby="intro">',
  ].join('');
  return renderPage({
    language,
    title: wrong ? `${words.error}: ${words.title}` : words.title,
    heading: words.title,
    body: `<p id="intro">${escapeHtml(words.intro)}</p>
<form method="post">
<label for="address">${escapeHtml(words.label)}</label>
${wrong ? `<p class="error" id="error">${escapeHtml(words.invalid)}</p>\n` : ''}${field}
<button type="submit">${escapeHtml(words.button)}</button>
</form>`,
  });
}

/** What there is to say instead of the form, or after it. */
export function messagePage(language: string, message: 'thanks' | 'gone' | 'over' | 'failed'): string {
  const words = formWords(language);
  return renderPage({ language, title: words[message], body: `<p>${escapeHtml(words[`${message}Text`])}</p>` });
}
