import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { jobs, schedules } from './jobs.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const programme = defineRoom({
  name: 'programme',
  layer: 'insight',
  dependsOn: ['access', 'agency', 'audit', 'catalog', 'events', 'files', 'http', 'jobs', 'notify', 'place'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs,
  schedules,
  events: [
    'programme.assessment_recorded',
    'programme.comment_added',
    'programme.evidence_added',
    'programme.evidence_withdrawn',
    'programme.extension_asked',
    'programme.extension_decided',
    'programme.extension_withdrawn',
    'programme.handover_answered',
    'programme.handover_offered',
    'programme.meeting_recorded',
    'programme.member_added',
    'programme.member_ended',
    'programme.model_moved',
    'programme.obstacle_raised',
    'programme.obstacle_resolved',
    'programme.plan_decided',
    'programme.plan_submitted',
    'programme.prepared',
    'programme.reminded',
    'programme.setting_set',
    'programme.site_added',
    'programme.site_changed',
    'programme.step_ticked',
    'programme.step_unticked',
    'programme.task_added',
    'programme.task_changed',
    'programme.task_moved',
    'programme.team_added',
  ],
});
