import { type Element, element } from './document.ts';

/** What a document says itself, without the bot. `language`: BCP-47, of the text. */
export interface Announcement {
  readonly language: string;
  readonly text: string;
}

export const say = ({ language, text }: Announcement): Element => element('Say', { language }, text);
