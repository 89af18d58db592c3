import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails on what axe finds wrong with the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  // Menus stand outside of the page's landmarks, like all that is laid over it.
  await expectNothingFound(new AxeBuilder({ page }).withTags(everything).disableRules('region'));
}

/** As much of it as depends on the colours. */
export async function expectContrast(page: Page): Promise<void> {
  await expectNothingFound(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']));
}

async function expectNothingFound(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
