const name = 'attendant.session';

/** Tells the other tabs of this browser that somebody signed in or out. */
export function tellTabs(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(null);
  channel.close();
}

/** Calls back when another tab tells; the answer stops it. */
export function whenTabsTell(listener: () => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', listener);
  return () => channel.close();
}
