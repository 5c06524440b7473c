import { Text } from '@mantine/core';

/** A setting that has one value: its name, and in words what that value does. */
export function Stated({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Text size="sm" c="gray.8" className="settings-notice">
        {children}
      </Text>
    </div>
  );
}
