import { useQueryClient } from '@tanstack/react-query';
import * as population from '#contract/population-analysis';
import { keyOf, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { IconRefresh, IconSend } from '../../ui/icons.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { texts } from './texts.ts';

/** What is read anew after a count: at once, and again when the job has had time. */
function useRefresh() {
  const queries = useQueryClient();
  return () => {
    for (const contract of [population.getSummary, population.getMap, population.listSnapshots])
      void queries.invalidateQueries({ queryKey: keyOf(contract) });
  };
}

export function CountNow() {
  const t = useT(texts);
  const toast = useToast();
  const problem = useProblemText();
  const refresh = useRefresh();
  const take = useWrite(population.takeSnapshot, {
    onSuccess: () => {
      toast({ text: t('counting') });
      for (const wait of [1500, 5000, 15_000]) setTimeout(refresh, wait);
    },
    onError: (error) => toast({ text: problem(error) }),
  });
  return (
    <Button
      busy={take.isPending}
      icon={<IconRefresh className="i" aria-hidden="true" />}
      onClick={() => take.mutate({ input: { body: {} } })}
    >
      {t('countNow')}
    </Button>
  );
}

export function Publish({ snapshot }: { snapshot: population.Snapshot }) {
  const t = useT(texts);
  const toast = useToast();
  const problem = useProblemText();
  const refresh = useRefresh();
  const open = useWrite(population.openSnapshot, {
    onSuccess: () => {
      toast({ text: t('publishedToast') });
      refresh();
    },
    onError: (error) => toast({ text: problem(error) }),
  });
  if (snapshot.isOpen)
    return (
      <StateTag tone="leaf" icon="done">
        {t('published')}
      </StateTag>
    );
  return (
    <Button
      busy={open.isPending}
      icon={<IconSend className="i" aria-hidden="true" />}
      onClick={() => open.mutate({ input: { params: { id: snapshot.id }, body: {} } })}
    >
      {t('publish')}
    </Button>
  );
}
