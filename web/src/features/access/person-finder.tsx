import { type ComponentProps, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconSearch } from '../../ui/icons.ts';

type PersonFinderProps = {
  nameLabel: string;
  /** The second field: a year or a day of birth. */
  birth: Pick<ComponentProps<typeof TextField>, 'label' | 'hint' | 'optional' | 'inputMode' | 'maxLength'>;
  go: string;
  busy: boolean;
  /** Called with trimmed words; never with an empty name. */
  onAsk: (name: string, birth: string) => void;
};

/** A name and a birth to look for somebody by; what is typed stays out of the address. */
export function PersonFinder({ nameLabel, birth, go, busy, onAsk }: PersonFinderProps) {
  const [name, setName] = useState('');
  const [born, setBorn] = useState('');
  return (
    <form
      className="card pad row wrap finder"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onAsk(name.trim(), born.trim());
      }}
    >
      <div className="grow">
        <TextField
          label={nameLabel}
          value={name}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <TextField
        {...birth}
        short
        value={born}
        autoComplete="off"
        onChange={(event) => setBorn(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={busy} icon={<IconSearch className="i" aria-hidden="true" />}>
        {go}
      </Button>
    </form>
  );
}
