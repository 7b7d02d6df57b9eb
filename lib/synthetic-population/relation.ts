import type { Draft } from './draft.ts';
import type { MemberRelation } from './types.ts';

/** What `member` is to the head of the household. */
export function relationTo(head: Draft, member: Draft): MemberRelation {
  if (member === head) return 'head';
  if (head.spouse === member) return 'spouse';
  if (isParent(head, member)) return 'child';
  if (member.spouse && isParent(head, member.spouse)) return 'child_in_law';
  if (isParent(member, head) || (head.spouse && isParent(member, head.spouse))) return 'parent';
  return distantRelation(head, member);
}

function distantRelation(head: Draft, member: Draft): MemberRelation {
  if (isGrandparent(head, member)) return 'grandchild';
  if (isGrandparent(member, head)) return 'grandparent';
  if (member.mother !== undefined && member.mother === head.mother) return 'sibling';
  return 'relative';
}

function isParent(parent: Draft, child: Draft): boolean {
  return child.father === parent || child.mother === parent;
}

function isGrandparent(elder: Draft, young: Draft): boolean {
  return [young.father, young.mother].some((parent) => parent !== undefined && isParent(elder, parent));
}
