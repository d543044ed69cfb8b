import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/**
 * The text as it is being edited. It outlives the page, not the tab: who goes to another page and comes back finds it
 * again, unless the file has become another one meanwhile.
 */
export function useDraft(name: string, hash: string, text: string): [string, (draft: string) => void] {
  const queries = useQueryClient();
  const key = ['draft of a site file', name, hash];
  const [draft, setDraft] = useState(() => queries.getQueryData<string>(key) ?? text);
  const change = (next: string): void => {
    queries.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
    queries.setQueryData(key, next);
    setDraft(next);
  };
  return [draft, change];
}
