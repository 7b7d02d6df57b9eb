import { useState } from 'react';
import { addMember, addTeam, memberRoles, teamLevels } from '#contract/programme';
import { useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { TextField } from '../../ui/field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { usePlaceChoices } from './site-form.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { Problem, useDone } from './words.tsx';

const province = { value: '66', label: 'Tỉnh Đắk Lắk' };

export function TeamForm({ onDone }: { onDone: () => void }) {
  const t = useT(texts);
  const m = useT(more);
  const today = useToday();
  const [fields, setFields] = useState({
    level: 'commune',
    name: '',
    placeCode: '',
    decision: '',
    validFrom: today,
  });
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const places = usePlaceChoices();
  const write = useWrite(addTeam, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const level = teamLevels.find((one) => one === fields.level) ?? 'commune';
        write.mutate({ input: { body: { ...fields, level } } });
      }}
    >
      <Problem error={write.error} />
      <SelectField
        label={m('level')}
        value={fields.level}
        onChange={(level) =>
          set({ level, placeCode: level === 'province' ? province.value : fields.placeCode })
        }
        options={teamLevels.map((value) => ({ value, label: m(`level.${value}`) }))}
      />
      <TextField
        label={m('teamName')}
        required
        value={fields.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <SelectField
        label={m('place')}
        value={fields.placeCode}
        onChange={(placeCode) => set({ placeCode })}
        options={[province, ...places]}
      />
      <TextField
        label={m('decisionNo')}
        required
        value={fields.decision}
        onChange={(event) => set({ decision: event.target.value })}
      />
      <DateField
        label={m('termFrom')}
        value={fields.validFrom}
        onChange={(validFrom) => set({ validFrom })}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('save')}
      </Button>
    </form>
  );
}

export function MemberForm({ teamId, onDone }: { teamId: string; onDone: () => void }) {
  const t = useT(texts);
  const m = useT(more);
  const today = useToday();
  const [fields, setFields] = useState({
    fullName: '',
    position: '',
    role: 'member',
    validFrom: today,
    validTo: '',
    phone: '',
    email: '',
  });
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const write = useWrite(addMember, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const role = memberRoles.find((one) => one === fields.role) ?? 'member';
        const { validTo, phone, email, ...rest } = fields;
        const body = { ...rest, role, validTo: validTo || null, phone: phone || null, email: email || null };
        write.mutate({ input: { params: { id: teamId }, body } });
      }}
    >
      <Problem error={write.error} />
      <TextField
        label={m('fullName')}
        required
        value={fields.fullName}
        onChange={(event) => set({ fullName: event.target.value })}
      />
      <TextField
        label={m('position')}
        required
        value={fields.position}
        onChange={(event) => set({ position: event.target.value })}
      />
      <SelectField
        label={m('memberRole')}
        value={fields.role}
        onChange={(role) => set({ role })}
        options={memberRoles.map((value) => ({ value, label: m(`m.${value}`) }))}
      />
      <div className="prog-form2">
        <DateField
          label={m('termFrom')}
          value={fields.validFrom}
          onChange={(validFrom) => set({ validFrom })}
        />
        <DateField
          label={m('termTo')}
          optional
          value={fields.validTo}
          onChange={(validTo) => set({ validTo })}
        />
        <TextField
          label={m('phone')}
          optional
          value={fields.phone}
          onChange={(event) => set({ phone: event.target.value })}
        />
        <TextField
          label={m('email')}
          optional
          type="email"
          value={fields.email}
          onChange={(event) => set({ email: event.target.value })}
        />
      </div>
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('save')}
      </Button>
    </form>
  );
}
