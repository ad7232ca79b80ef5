export * from './words/codes.ts';
export * from './words/london-time.ts';
export * from './words/refusal.ts';
export * from './words/role.ts';
export * from './words/text.ts';

export * from './catalogue/advice.ts';
export * from './catalogue/catalogue.ts';
export * from './catalogue/dependency.ts';
export * from './catalogue/own-product.ts';
export * from './catalogue/own-size.ts';
export * from './catalogue/product.ts';

export * from './register/contact-details.ts';
export * from './register/decide-directory.ts';
export * from './register/practice-view.ts';
export * from './register/publications.ts';
export * from './register/published.ts';
export * from './register/record.ts';
export * from './register/recorded-roles.ts';
export * from './register/register-practice.ts';
export * from './register/rejected-contacts.ts';
export * from './register/roster.ts';
export * from './register/roster-row.ts';
export * from './register/straddling.ts';
export * from './register/supplied-now.ts';
export * from './register/system-entry.ts';
export * from './register/view-practice.ts';
export * from './register/work-out-entry.ts';

export * from './access/caller.ts';
export * from './access/never-leaves-icb.ts';

export * from './exposure/answer.ts';
export * from './exposure/assess.ts';
export { byWorst } from './exposure/cause.ts';
export * from './exposure/csv.ts';
export * from './exposure/rosters.ts';
export * from './exposure/then-and-now.ts';
export * from './exposure/totals.ts';

export * from './outage/alerted-practice.ts';
export * from './outage/answers.ts';
export * from './outage/board.ts';
export * from './outage/confirm.ts';
export * from './outage/declaration.ts';
export * from './outage/declare.ts';
export * from './outage/exposed.ts';
export * from './outage/outage.ts';
export * from './outage/same-trouble.ts';
export * from './outage/states.ts';
export * from './outage/write-budget.ts';

export * from './alert/advice-to-send.ts';
export * from './alert/alert-message.ts';
export * from './alert/alerted.ts';
export * from './alert/channels.ts';
export * from './alert/choose-contact.ts';
export * from './alert/email.ts';
export * from './alert/gsm-7.ts';
export * from './alert/headline.ts';
export * from './alert/hit-words.ts';
export * from './alert/icb-profile.ts';
export * from './alert/message-facts.ts';
export * from './alert/preview.ts';
export * from './alert/raising-work.ts';
export * from './alert/reply-token.ts';
export * from './alert/ringing.ts';
export * from './alert/sms.ts';
