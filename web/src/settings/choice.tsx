import { Radio, Stack } from '@mantine/core';

interface Props<Value extends string> {
  readonly label: string;
  readonly description: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** Few values, each of which needs words: all are read before one is chosen. */
export function Choice<Value extends string>({ label, description, value, options, onChange }: Props<Value>) {
  return (
    <Radio.Group
      label={label}
      description={description}
      value={value}
      onChange={(chosen) => {
        const known = options.find((option) => option.value === chosen);
        if (known !== undefined) onChange(known.value);
      }}
    >
      <Stack gap="xs" mt="xs">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
