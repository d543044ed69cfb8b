import type { Store, StoredCall } from '../ports/store.ts';

/** A call by our own id or the carrier's. */
export const findCall = async (
  store: Pick<Store, 'findCall' | 'findCallById'>,
  id: string,
): Promise<StoredCall | null> => (await store.findCallById(id)) ?? store.findCall(id);
