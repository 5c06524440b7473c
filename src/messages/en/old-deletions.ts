/** Deletions from before their rule was switched on, on the page of an external account. */
export const oldDeletions = {
  heading: 'Old deletions',
  explain:
    'Deletions are carried over now. What was deleted before that stayed on the other side, and no run deletes it by itself. Look at the plan of it, or let it stay.',
  some: '{{itemType}}: {{what}}',
  inExchange: '{{count}} items left in Exchange',
  inExchange_one: 'one item left in Exchange',
  inCrm: '{{count}} records left in the CRM',
  inCrm_one: 'one record left in the CRM',
  look: 'Look at the plan …',
  lookOf: 'Look at the plan: {{itemType}}',
  preparing: 'The plan is being made; nothing is deleted.',
  noPlan: 'There is no plan of it.',
  leave: 'Let them stay …',
  leaveOf: 'Let them stay: {{itemType}}',
  confirm: 'Let them stay for good?',
  consequence:
    'They stay where they are, on one side only, and are not offered again. Nothing is written. Somebody who wants one gone deletes it by hand.',
  action: 'Let them stay',
  left: '{{count}} stay for good.',
  left_one: 'One stays for good.',
  nothing: 'Nothing is left to decide.',
} as const;
