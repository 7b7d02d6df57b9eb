import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type DeviceView,
  listDevices,
  openPairing,
  revokeDevice,
} from '../../../../src/platform/devices/contract.ts';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import '../../ui/styles/desk.css';
import { AgentHelp, AgentTag, InstallSteps } from './agent-state.tsx';
import { useReaderAgent } from './reader-agent.ts';
import { texts } from './texts.ts';

function useColumns(revoke: (device: DeviceView) => void): Column<DeviceView>[] {
  const t = useT(texts);
  return [
    { id: 'name', name: t('device.name'), show: (row) => <strong>{row.name}</strong> },
    {
      id: 'state',
      name: t('device.state'),
      show: (row) =>
        row.revokedAt ? (
          <StateTag tone="basalt" icon="refused">
            {t('device.revoked')}
          </StateTag>
        ) : (
          <StateTag tone="leaf" icon="done">
            {t('device.inUse')}
          </StateTag>
        ),
    },
    {
      id: 'seen',
      name: t('device.seen'),
      show: (row) => formatDateTime(row.lastSeenAt),
    },
    { id: 'version', name: t('device.version'), show: (row) => row.version ?? '' },
    {
      id: 'paired',
      name: t('device.paired'),
      show: (row) => formatDateTime(row.pairedAt),
    },
    {
      id: 'act',
      name: t('device.revoke'),
      show: (row) =>
        row.revokedAt ? null : (
          <Button kind="quiet" onClick={() => revoke(row)}>
            {t('device.revoke')}
          </Button>
        ),
    },
  ];
}

function PairingDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const [name, setName] = useState('');
  const make = useWrite(openPairing);
  const close = () => {
    make.reset();
    setName('');
    onClose();
  };
  const code = make.data?.code;
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('device.addTitle')}
      foot={
        code ? (
          <Button kind="filled" onClick={close}>
            {t('device.close')}
          </Button>
        ) : (
          <Button
            kind="filled"
            busy={make.isPending}
            onClick={() => name.trim() && make.mutate({ input: { body: { name } } })}
          >
            {t('device.make')}
          </Button>
        )
      }
    >
      {code ? (
        <div className="stack">
          <p>{t('device.codeText')}</p>
          <output className="pairing-code" aria-label={t('device.code')}>
            {code}
          </output>
        </div>
      ) : (
        <TextField
          label={t('device.place')}
          value={name}
          maxLength={80}
          error={make.error ? textOf(make.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
      )}
    </Dialog>
  );
}

function RevokeDialog({ device, onClose }: { device: DeviceView | null; onClose: () => void }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const revoke = useWrite(revokeDevice, {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keyOf(listDevices) });
      setReason('');
      onClose();
    },
  });
  const send = () => {
    if (device && reason.trim().length >= 3)
      revoke.mutate({ input: { params: { id: device.id }, body: { reason } } });
  };
  return (
    <Dialog
      open={device !== null}
      onClose={onClose}
      title={t('device.revokeTitle', { name: device?.name ?? '' })}
      foot={
        <Button kind="refusing" busy={revoke.isPending} onClick={send}>
          {t('device.revoke')}
        </Button>
      }
    >
      <TextField
        label={t('device.reason')}
        value={reason}
        error={revoke.error ? textOf(revoke.error) : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}

/** Paired devices of the own offices; the reader of this machine and how to install it. */
export function DevicesPage() {
  const t = useT(texts);
  const found = useRead(listDevices, {});
  const agent = useReaderAgent();
  const [pairing, setPairing] = useState(false);
  const [revoking, setRevoking] = useState<DeviceView | null>(null);
  const columns = useColumns(setRevoking);
  return (
    <div className="opage-all">
      <OfficeHead title={t('devices')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          <p className="mut">{t('devicesLead')}</p>
          {found.error ? (
            <PageError error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <DataTable
              name="thiet-bi"
              caption={t('device.caption')}
              columns={columns}
              rows={found.data?.items}
              rowId={(row) => row.id}
              tools={
                <Button icon={<IconPlus className="i" aria-hidden="true" />} onClick={() => setPairing(true)}>
                  {t('device.add')}
                </Button>
              }
            />
          )}
          <section className="stack-sm">
            <div className="row device-here">
              <h2>{t('device.this')}</h2>
              <AgentTag link={agent.link} />
            </div>
            <AgentHelp agent={agent} />
            {agent.link.at === 'here' && agent.link.device ? (
              <Notice tone="leaf">
                <p>
                  {agent.link.device.name} · {t('device.version')} {agent.link.version} ·{' '}
                  {agent.link.readers.map(({ name }) => name).join(', ')}
                </p>
              </Notice>
            ) : null}
          </section>
          <InstallSteps />
        </div>
      </main>
      <PairingDialog open={pairing} onClose={() => setPairing(false)} />
      <RevokeDialog device={revoking} onClose={() => setRevoking(null)} />
    </div>
  );
}
