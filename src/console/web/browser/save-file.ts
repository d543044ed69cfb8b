import { after } from './clock.ts';

/** Hands a text to whoever looks, as a file to be saved. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  after(1000, () => URL.revokeObjectURL(url));
}
