import { createContext, useContext } from 'react';
import type { Who } from '../../contract/who.ts';

export const WhoContext = createContext<Who | null>(null);

/** Who is at the console, and what this server is. Only below the shell. */
export function useWho(): Who {
  const who = useContext(WhoContext);
  if (who === null) throw new Error('useWho stands outside the shell');
  return who;
}

const ranks = ['viewer', 'operator', 'admin'];

/** Whether what needs this role is to be offered. The server decides all the same. */
export function useMay(role: Who['operator']['role']): boolean {
  return ranks.indexOf(useWho().operator.role) >= ranks.indexOf(role);
}

/** The name of a line; its id where it is no longer in force. */
export function useLineName(): (siteId: string, lineId: string) => string {
  const { lines } = useWho();
  return (siteId, lineId) => lines.find((line) => line.siteId === siteId && line.lineId === lineId)?.name ?? lineId;
}

/** The IANA zone a line's times are told in. */
export function useLineZone(): (siteId: string, lineId: string) => string | undefined {
  const { lines } = useWho();
  return (siteId, lineId) => lines.find((line) => line.siteId === siteId && line.lineId === lineId)?.timeZone;
}
