import { formOffered, heardReadBack } from './address-form.ts';
import type { Answer, DialogueItem } from './dialogue.ts';
import { learn } from './learn.ts';
import { type Captured, listen } from './listen.ts';
import { readNote } from './note.ts';
import { absorb, type News, reactTo } from './react.ts';
import { type Move, openingScene, type Scene, type Setting } from './scene.ts';

export const interruptedMark = / ?\[caller interrupted\]$/;

const nothingHeard: Captured = { email: null, phone: null };

/** Plays a conversation through from its beginning, item by item. */
export class Replay {
  readonly #items: readonly DialogueItem[];
  readonly #setting: Setting;
  #scene: Scene = openingScene;
  /** Where the scene stood before what the caller is still saying. */
  #before: Scene = openingScene;
  #unanswered = '';
  #captured = nothingHeard;
  #move: Move | null = null;
  #said: Answer | null = null;
  /** What the last move answers, as long as the bot has not said it. */
  #answers: 'caller' | 'result' | 'note' | null = null;

  constructor(items: readonly DialogueItem[], setting: Setting) {
    this.#items = items;
    this.#setting = setting;
    for (const item of items) this.#take(item);
  }

  /** What the bot last had to say, whole. */
  get lastAnswer(): Answer | null {
    return this.unsaid ?? this.#said;
  }

  /** What the bot has still to say, news first; null when it has said all. */
  get unsaid(): Answer | null {
    if (this.#move === null || this.#answers === null) return null;
    const { answer } = this.#move;
    return { ...answer, text: [...this.#scene.news, answer.text].filter((part) => part !== '').join(' ') };
  }

  #take(item: DialogueItem): void {
    if (item.kind === 'caller') return this.#callerSaid(item.text);
    if (item.kind === 'note') return this.#noted(item.text);
    this.#unanswered = '';
    if (item.kind === 'bot') this.#botSaid(item.text.replace(interruptedMark, ''));
    else if (item.kind === 'result') {
      this.#move = learn(this.#scene, this.#setting, callOf(this.#items, item.id), item.result);
      this.#scene = this.#move.scene;
      this.#answers = 'result';
    }
  }

  #callerSaid(text: string): void {
    if (this.#unanswered === '') {
      this.#before = this.#scene;
      this.#captured = nothingHeard;
    }
    this.#unanswered = `${this.#unanswered} ${text}`.trim();
    this.#listen();
  }

  #listen(): void {
    this.#move = listen(this.#before, this.#setting, this.#unanswered, this.#captured);
    this.#scene = this.#move.scene;
    this.#answers = 'caller';
  }

  #noted(text: string): void {
    const note = readNote(text);
    if (note.kind === 'offer-form') this.#offerForm(note.words);
    else if (note.kind === 'heard') this.#heardBetter(note);
    else if (note.kind !== 'other' && !(note.kind === 'done' && !note.asked)) this.#absorb(note);
  }

  /** In place of asking once more. */
  #offerForm(words: string): void {
    if (this.#unanswered === '') return;
    this.#move = formOffered(this.#before, words);
    this.#scene = this.#move.scene;
    this.#answers = 'caller';
  }

  /** About the words just before it; alone it says nothing. */
  #heardBetter({ email, phone }: Captured): void {
    if (this.#unanswered === '') return;
    this.#captured = { email: email ?? this.#captured.email, phone: phone ?? this.#captured.phone };
    this.#listen();
  }

  #absorb(note: News): void {
    const speaking = this.#unanswered !== '';
    this.#before = absorb(this.#before, note);
    this.#scene = speaking ? this.#before : absorb(this.#scene, note);
    // "Stop texting me" is answered by the note about it; anything else the caller said is answered as well.
    if (speaking && note.kind !== 'opted-out') return this.#listen();
    // That nobody came is what became of the result.
    if (this.#answers === 'result' && note.kind !== 'nobody-came') return;
    this.#move = reactTo(this.#scene, this.#setting, note);
    this.#answers = 'note';
  }

  #botSaid(text: string): void {
    // What is offered of the bot's own accord stands only once it is said.
    const scene = this.#answers === 'note' ? (this.#move?.scene ?? this.#scene) : this.#scene;
    this.#said = this.unsaid ?? this.#said;
    this.#scene = { ...heardReadBack(scene, text), lastBot: text, news: [] };
    this.#answers = null;
  }
}

function callOf(items: readonly DialogueItem[], id: string): Extract<DialogueItem, { kind: 'call' }> {
  const call = items.find((item) => item.kind === 'call' && item.id === id);
  return call?.kind === 'call' ? call : { kind: 'call', id, name: '', values: {} };
}
