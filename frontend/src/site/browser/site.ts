import '../styles/site.css';
import { startAffiliates } from './affiliates.js';
import { startAskToRemember } from './ask-to-remember.js';
import { startCalculator } from './calculator.js';
import { carryReferral } from './carry-referral.js';
import { startCodeCopy } from './code-copy.js';
import { startDocsSearch } from './docs-search.js';
import { startDemo } from './demo.js';
import { startThemeButton } from './theme-button.js';

// All that public pages run. Each part looks for its place in the page and is content not to find it.
startThemeButton(document);
startDemo(document);
startCalculator(document);
startAffiliates(document);
carryReferral(document, location.search);
startAskToRemember(document, location.search);
startCodeCopy(document);
startDocsSearch(document);
