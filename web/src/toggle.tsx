import type { SwitchProps } from '@mantine/core';
import { Switch } from '@mantine/core';

interface Props extends SwitchProps {
  readonly label: string;
}

/** A switch whose name is its label alone: the library puts the help into the name, and it is then heard twice. */
export function Toggle({ label, ...others }: Props) {
  return <Switch label={label} aria-label={label} {...others} />;
}
