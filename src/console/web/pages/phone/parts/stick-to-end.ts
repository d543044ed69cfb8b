import { type RefObject, useEffect, useRef } from 'react';

/** A box that stays at its end while it grows, unless somebody has scrolled back. `grown`: what it grows with. */
export function useStickToEnd(isOn: boolean, ...grown: readonly unknown[]): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, []);
  useEffect(() => {
    if (isOn && isAtEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [isOn, ...grown]);
  return box;
}
