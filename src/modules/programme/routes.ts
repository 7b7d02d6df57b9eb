import { handle } from '#platform/http';
import { agencyPage, decidePlan, listAgencies, remind, submitPlan } from './agencies.ts';
import * as people from './contract-people.ts';
import * as plan from './contract-plan.ts';
import { differencesOfSource } from './differences.ts';
import { modelPage } from './get-model.ts';
import { recordAssessment, setModelState } from './move-model.ts';
import { overview } from './overview.ts';
import { workRoutes } from './routes-work.ts';
import { listHistory, listSettings, setSetting } from './settings.ts';
import { changeSite, listAllSites, registerSite, removeSite } from './sites.ts';
import { endMember, enterMember, enterTeam, listAllTeams, memberContact } from './teams.ts';

const planRoutes = [
  handle(plan.getOverview, { action: 'programme.overview', run: (ctx) => overview(ctx) }),
  handle(plan.getModel, {
    action: 'programme.read_model',
    run: (ctx, { params }) => modelPage(ctx, params.model),
  }),
  handle(plan.setModelState, {
    action: 'programme.move_model',
    run: (ctx, { params, body }) => setModelState(ctx, { number: params.model, ...body }),
  }),
  handle(plan.recordAssessment, {
    action: 'programme.record_assessment',
    run: async (ctx, { params, body: { number: paperNumber, ...rest } }) => ({
      id: await recordAssessment(ctx, { ...rest, paperNumber, number: params.model }),
    }),
  }),
  handle(plan.listDifferences, { action: 'programme.differences', run: (ctx) => differencesOfSource(ctx) }),
  handle(plan.listPlanAgencies, { action: 'programme.list_agencies', run: (ctx) => listAgencies(ctx) }),
  handle(plan.getPlanAgency, {
    action: 'programme.read_agency',
    run: (ctx, { params }) => agencyPage(ctx, params.id),
  }),
  handle(plan.submitAgencyPlan, {
    action: 'programme.submit_plan',
    run: async (ctx, { params, body }) => ({ id: await submitPlan(ctx, { agencyId: params.id, ...body }) }),
  }),
  handle(plan.decideAgencyPlan, {
    action: 'programme.decide_plan',
    run: (ctx, { params, body }) => decidePlan(ctx, { id: params.id, ...body }),
  }),
  handle(plan.listHistory, { action: 'programme.history', run: (ctx, { query }) => listHistory(ctx, query) }),
  handle(plan.getSettings, { action: 'programme.read_settings', run: (ctx) => listSettings(ctx) }),
  handle(plan.setSetting, { action: 'programme.set_setting', run: (ctx, { body }) => setSetting(ctx, body) }),
  handle(plan.remindAgencies, {
    action: 'programme.remind',
    run: (ctx, { body }) => remind(ctx, body.agencies),
  }),
];

const peopleRoutes = [
  handle(people.listSites, {
    action: 'programme.list_sites',
    run: (ctx, { query }) => listAllSites(ctx, query),
  }),
  handle(people.addSite, {
    action: 'programme.add_site',
    run: async (ctx, { body }) => ({ id: await registerSite(ctx, body) }),
  }),
  handle(people.changeSite, {
    action: 'programme.change_site',
    run: (ctx, { params, body: { version, ...fields } }) =>
      changeSite(ctx, { id: params.id, version, fields }),
  }),
  handle(people.removeSite, {
    action: 'programme.remove_site',
    run: (ctx, { params, body }) => removeSite(ctx, { id: params.id, ...body }),
  }),
  handle(people.listTeams, {
    action: 'programme.list_teams',
    run: (ctx, { query }) => listAllTeams(ctx, query),
  }),
  handle(people.addTeam, {
    action: 'programme.add_team',
    run: async (ctx, { body }) => ({ id: await enterTeam(ctx, body) }),
  }),
  handle(people.addMember, {
    action: 'programme.add_member',
    run: async (ctx, { params, body }) => ({ id: await enterMember(ctx, params.id, body) }),
  }),
  handle(people.endMember, {
    action: 'programme.end_member',
    run: async (ctx, { params, body }) => {
      await endMember(ctx, { id: params.id, ...body });
      return { id: params.id };
    },
  }),
  handle(people.getMemberContact, {
    action: 'programme.read_contact',
    run: (ctx, { params }) => memberContact(ctx, params.id),
  }),
];

export const routes = [...planRoutes, ...workRoutes, ...peopleRoutes];
