import { Moon, Sun, SunMoon } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { chooseTheme, chosenTheme, type Theme } from './theme.ts';

const looks = {
  system: { icon: SunMoon, title: 'As the system', next: 'light' },
  light: { icon: Sun, title: 'Light', next: 'dark' },
  dark: { icon: Moon, title: 'Dark', next: 'system' },
} as const satisfies Record<Theme, { icon: typeof Sun; title: string; next: Theme }>;

/** As the system, light, dark, and round again. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme);
  const { icon, title, next } = looks[theme];
  const change = (): void => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <Button small variant="quiet" icon={icon} onPress={change}>
      <span className="visually-hidden">Colours: </span>
      {title}
    </Button>
  );
}
