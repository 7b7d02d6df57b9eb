import type { ComponentType } from 'react';
import {
  IconArrowsLeftRight,
  IconChartBar,
  IconDeviceTv,
  IconDeviceDesktop,
  IconFlag,
  IconFolder,
  IconIdBadge2,
  IconKey,
  IconReport,
  IconSettings,
  IconShieldCheck,
  IconTarget,
  IconUsers,
} from '../ui/icons.ts';

/** A section of the office: an entry of the rail and of the command palette. */
export interface OfficePlace {
  readonly id: string;
  readonly to: string;
  readonly icon: ComponentType<{ className?: string; 'aria-hidden'?: 'true' }>;
  readonly label: { readonly vi: string; readonly en: string };
  /** Shown only to who holds one of these roles; to every officer when absent. */
  readonly roles?: readonly string[];
  /** Marked as current only on exactly this address. */
  readonly exact?: boolean;
}

const administration = [
  'administrator',
  'staff-administrator',
  'auditor',
  'operator',
  'catalogue-publisher',
  'accountant',
  'calendar-publisher',
];

const programmeRoles = ['programme-secretary', 'programme-lead', 'leader', 'clerk', 'ioc-viewer'];

/** All sections, in the order of the rail. */
export const officePlaces: readonly OfficePlace[] = [
  { id: 'dossiers', to: '/can-bo', exact: true, icon: IconFolder, label: { vi: 'Hồ sơ', en: 'Dossiers' } },
  {
    id: 'people',
    to: '/can-bo/tra-cuu-nguoi',
    icon: IconUsers,
    label: { vi: 'Người dân', en: 'People' },
  },
  {
    id: 'population',
    to: '/can-bo/dan-cu',
    icon: IconChartBar,
    label: { vi: 'Dân cư', en: 'Population' },
    roles: ['population-analyst', 'ioc-viewer', 'ioc-operator', 'leader'],
  },
  {
    id: 'programme',
    to: '/can-bo/chuong-trinh',
    icon: IconFlag,
    label: { vi: 'Đề án 06', en: 'Project 06' },
    roles: [...programmeRoles, 'administrator'],
  },
  {
    id: 'indicators',
    to: '/can-bo/chi-so',
    icon: IconTarget,
    label: { vi: 'Chỉ số', en: 'Indicators' },
    roles: programmeRoles,
  },
  {
    id: 'reports',
    to: '/can-bo/bao-cao',
    icon: IconReport,
    label: { vi: 'Báo cáo', en: 'Reports' },
    roles: programmeRoles,
  },
  {
    id: 'matching',
    to: '/can-bo/lam-sach',
    icon: IconArrowsLeftRight,
    label: { vi: 'Làm sạch', en: 'Clean data' },
    roles: ['list-owner', 'match-reviewer', 'match-lead', 'population-registrar'],
  },
  {
    id: 'ioc',
    to: '/can-bo/dieu-hanh',
    icon: IconDeviceTv,
    label: { vi: 'Điều hành', en: 'Operations' },
    roles: ['ioc-viewer', 'ioc-operator', 'leader', 'administrator'],
  },
  { id: 'bases', to: '/can-bo/can-cu', icon: IconKey, label: { vi: 'Căn cứ', en: 'Bases' } },
  {
    id: 'desk',
    to: '/quay',
    icon: IconIdBadge2,
    label: { vi: 'Kiểm tra thẻ', en: 'Check a card' },
  },
  {
    id: 'devices',
    to: '/can-bo/thiet-bi',
    icon: IconDeviceDesktop,
    label: { vi: 'Thiết bị', en: 'Devices' },
    roles: ['one-stop-officer', 'administrator'],
  },
  { id: 'verify', to: '/xac-minh', icon: IconShieldCheck, label: { vi: 'Xác minh', en: 'Verify' } },
  {
    id: 'admin',
    to: '/can-bo/quan-tri',
    icon: IconSettings,
    label: { vi: 'Quản trị', en: 'Admin' },
    roles: administration,
  },
];
