import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  addSupplementAttachment,
  answerSupplement,
  type Dossier,
  type DossierComponent,
  getMyDossier,
} from '#contract/dossier';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CheckSection } from '../../ui/check-section.tsx';
import { AreaField } from '../../ui/field.tsx';
import { FileDrop, type FileLine } from '../../ui/file-drop.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, StepPage } from '../../ui/step-page.tsx';
import { useToast } from '../../ui/toast.tsx';
import { lineOf, useUpload } from '../filing/upload.ts';
import { texts } from './texts.ts';

/** What the officer asks for, and the answer to it. */
export function SupplementPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const t = useT(texts);
  const app = useT(appTexts);
  const pick = usePick();
  const textOf = useProblemText();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const found = useRead(getMyDossier, { params: { id } });
  const [note, setNote] = useState('');
  const write = useWrite(answerSupplement, {
    onSuccess: (dossier) => {
      queries.setQueryData(keyOf(getMyDossier, { params: { id } }), dossier);
      toast({ text: t('supp.sent') });
      void navigate({ to: '/ho-so/$id', params: { id } });
    },
  });
  return (
    <StepPage
      title={found.data ? pick(found.data.title) : t('supp.title')}
      back={<BackLink to="/ho-so/$id" params={{ id }} aria-label={app('nav.back')} />}
      foot={
        <Button
          kind="filled"
          main
          busy={write.isPending}
          onClick={() => write.mutate({ input: { params: { id }, body: { note } } })}
        >
          {t('supp.send')}
        </Button>
      }
    >
      <h1>{t('supp.title')}</h1>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {!found.data && !found.error ? <SkeletonCard lines={5} /> : null}
      {write.error ? (
        <Notice tone="basalt" live="alert">
          {textOf(write.error)}
        </Notice>
      ) : null}
      {found.data ? <Asked dossier={found.data} /> : null}
      <AreaField
        label={t('supp.note')}
        optional
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </StepPage>
  );
}

function Asked({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const request = dossier.supplementRequest;
  if (!request) return null;
  const wanted = new Set(request.items.flatMap((item) => (item.componentKey ? [item.componentKey] : [])));
  const uploads = dossier.components.filter((component) => wanted.has(component.key));
  return (
    <>
      {request.answerBy ? (
        <Notice tone="amber">{t('supp.by', { when: formatDateTime(request.answerBy) })}</Notice>
      ) : null}
      <CheckSection
        title={t('supp.asked')}
        items={[
          { name: t('supp.reason'), value: request.reason },
          { name: t('supp.law'), value: request.legalGround },
        ]}
      >
        <ol className="bullets pad">
          {request.items.map((item) => (
            <li key={item.text}>{item.text}</li>
          ))}
        </ol>
      </CheckSection>
      {uploads.map((component) => (
        <SupplementFile key={component.key} component={component} dossierId={dossier.id} />
      ))}
    </>
  );
}

function SupplementFile({ component, dossierId }: { component: DossierComponent; dossierId: string }) {
  const pick = usePick();
  const [sent, setSent] = useState<readonly FileLine[]>([]);
  const params = { id: dossierId, component: component.key };
  const upload = useUpload(addSupplementAttachment, params, (done) =>
    setSent((now) => [...now, lineOf(done)]),
  );
  return (
    <FileDrop
      label={pick(component.name)}
      files={[...sent, ...upload.lines]}
      multiple
      onAdd={(files) => void upload.add(files)}
      onRemove={(line) => upload.drop(line)}
    />
  );
}
