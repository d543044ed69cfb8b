import { MemoryStore } from '../support/memory-store.ts';
import { storeContract } from './store.ts';

storeContract('memory stand-in', async () => {
  const store = new MemoryStore();
  return { store, other: store, close: () => store.close() };
});
