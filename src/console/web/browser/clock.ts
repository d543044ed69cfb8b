/** The pages' only source of time. Epoch ms. */
export const now = (): number => Date.now();

/** Calls back once after `ms`; the answer stops it. */
export function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** Calls back every `ms`; the answer stops it. */
export function every(ms: number, callback: () => void): () => void {
  const timer = setInterval(callback, ms);
  return () => clearInterval(timer);
}
