// @ts-check

/** @typedef {import('./caller.mjs').CallPlan} CallPlan */

/**
 * Through the product, spread over its teams.
 * @param {string} url
 * @param {import('./stack.mjs').Team[]} teams
 * @param {'echo' | 'talk'} mode
 * @returns {CallPlan[]}
 */
export const orbisPlans = (url, teams, mode) => teams.map((team) => orbisPlan(url, team, mode));

/**
 * @param {string} url
 * @param {import('./stack.mjs').Team} team
 * @param {'echo' | 'talk'} mode
 * @param {{ scripted: boolean }} [engine]  whether the answers are known beforehand
 * @returns {CallPlan}
 */
export const orbisPlan = (url, { agentId, secretKey }, mode, { scripted } = { scripted: true }) => ({
  wire: 'orbis',
  mode,
  url,
  scripted,
  hello: { type: 'hello', protocol: 1, apiKey: secretKey, agentId },
});

/**
 * Straight to the engine, as if there were no product.
 * @param {string} engineUrl
 * @returns {CallPlan}
 */
export const directPlan = (engineUrl) => ({
  wire: 'gemini',
  mode: 'echo',
  scripted: true,
  url: `${engineUrl.replace('http', 'ws')}/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=bench`,
  hello: geminiSetup(),
});

/** The least that the Live protocol asks of a session with sound. */
export const geminiSetup = () => ({
  setup: {
    model: 'models/gemini-3.8-live',
    generationConfig: { responseModalities: ['AUDIO'] },
    systemInstruction: { parts: [{ text: 'You are a benchmark.' }] },
  },
});
