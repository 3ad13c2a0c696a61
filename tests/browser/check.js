// SPDX-License-Identifier: GPL-2.0-or-later
// What people do with the search page, in Chromium: node check.js ADDRESS,
// the page being on corpus/.  Every page visited, whichever way, asks nothing
// of other servers and has no error on the console.
'use strict';
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { chromium } = require('playwright-core');

const address = process.argv[2];
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const faults = [];

// A context in which what must not happen is noted.
async function open(browser, options) {
  const context = await browser.newContext({
    reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(20000);
  await context.addInitScript(() => document.addEventListener(
    'securitypolicyviolation', e => console.error(`CSP: ${e.blockedURI}`)));
  context.on('request', request => {
    if (!request.url().startsWith(address))
      faults.push(`a request to ${request.url()}`);
  });
  context.on('console', message => {
    // That a page of an error has its status is as it should be.
    if (['error', 'warning'].includes(message.type()) &&
        !/^Failed to load resource: .* 40[04] /.test(message.text()))
      faults.push(`console, ${message.page().url()}: ${message.text()}`);
  });
  context.on('weberror', e => faults.push(`script: ${e.error()}`));
  return context.newPage();
}

const count = async page =>
  Number(await page.locator('.counts b').textContent());
const found = page => page.locator('.result h2 a').first();

// With a mouse: search, filter, page, article, marks, language, back.
async function visit(page) {
  await page.goto(address);
  await page.locator('#q').fill('Kazakhstan');
  await page.getByRole('button', { name: 'Search' }).click();
  const all = await count(page);
  assert.ok(all > 10, 'a query for two pages');
  assert.equal(await page.locator('#q').inputValue(), 'Kazakhstan');

  await page.locator('aside').getByRole('link', { name: 'ru' }).click();
  assert.ok(await count(page) < all, 'a filter narrows');
  assert.equal(await page.locator('.chips').innerText(), 'lang:ru ×');
  await page.getByRole('link', { name: 'remove: lang:ru' }).click();
  assert.equal(await count(page), all, 'a chip is taken off');
  assert.equal(await page.locator('.chips').count(), 0);

  await page.getByRole('link', { name: 'Next' }).click();
  assert.equal(await page.locator('ol.results').getAttribute('start'), '11');
  await page.getByRole('link', { name: 'Previous' }).click();
  await page.getByRole('link', { name: 'passages', exact: true }).click();
  assert.equal(await page.locator('.result').first().locator('.passages li')
    .count(), 1);
  await page.getByRole('link', { name: 'articles', exact: true }).click();

  const title = await found(page).innerText();
  await found(page).click();
  assert.equal(await page.locator('h1').innerText(), title);
  await page.getByRole('link', { name: 'to the first' }).click();
  await page.locator('mark:target').waitFor();
  await page.locator('mark:target').getByRole('link', { name: 'next mark' })
    .click();
  assert.equal(new URL(page.url()).hash, '#h2');
  assert.equal(await page.locator('mark:target').getAttribute('id'), 'h2');

  await page.getByRole('link', { name: 'Русский' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'ru');
  assert.equal(await page.locator('h1').innerText(), title);
  await page.getByRole('link', { name: 'К результатам поиска' }).click();
  assert.equal(await count(page), all);
  await page.getByRole('link', { name: 'сначала новые' }).click();
  assert.equal(await page.locator('.bar [aria-current]').first().innerText(),
    'сначала новые');
  await page.goBack();
  await page.goBack();
  assert.equal(await page.locator('h1').innerText(), title, 'back');

  await page.goto(address);
  await page.getByRole('link', { name: 'sanct*' }).click();
  assert.ok(await count(page) > 0, 'an example of the help finds');
}

// Tab until the focus is on what the selector names; what has it can be seen.
async function tabTo(page, selector) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(wanted => {
      const e = document.activeElement;
      return { there: e.matches(wanted), html: e.outerHTML.slice(0, 80),
        seen: e === document.body || getComputedStyle(e).outlineStyle !== 'none' };
    }, selector);
    assert.ok(at.seen, `the focus cannot be seen on ${at.html}`);
    if (at.there)
      return;
  }
  assert.fail(`Tab does not come to ${selector}`);
}

async function keys(page) {
  const go = async (selector, key) => {
    await tabTo(page, selector);
    await page.keyboard.press(key);
  };

  await page.goto(address);
  await page.locator('#q:focus').waitFor();
  await page.keyboard.type('gas union');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=gas/);
  await go('a.skip', 'Enter');
  await go('.result h2 a', 'Enter');
  await page.waitForURL(/id=/);
  await go('.hits a', 'Enter');
  await page.waitForURL(/#h1$/);
  await go('mark:target a[href="#h2"]', 'Enter');
  await page.waitForURL(/#h2$/);
  await page.goto(`${address}?q=gas+union`);
  await go('aside a', 'Enter');
  await page.locator('.chips').waitFor();
  await go('.chips a', 'Enter');
  await page.locator('.chips').waitFor({ state: 'detached' });
}

// No sideways scrolling, and nothing that axe has to say.
async function look(page, paths, sizes) {
  for (const path of paths) {
    await page.goto(address + path);
    for (const width of sizes) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${path}: ${wide} pixels wide on ${width}`);
    }
    await page.evaluate(axe);
    const said = await page.evaluate(() => window.axe.run(document, {
      preload: false,
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
        'best-practice'],
    }));
    for (const { id, nodes } of said.violations)
      faults.push(`axe, ${path}: ${id}: ${nodes[0].html}`);
    assert.ok(said.passes.length > 10, 'axe has looked');
  }
}

async function main() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const wide = { viewport: { width: 1200, height: 800 } };

  try {
    await visit(await open(browser, wide));
    await visit(await open(browser, { ...wide, javaScriptEnabled: false }));
    await keys(await open(browser, wide));
    const page = await open(browser, wide);
    await page.goto(`${address}?q=gas+union`);
    const id = new URL(await found(page).evaluate(a => a.href)).searchParams
      .get('id');
    const paths = ['', '?q=gas+union', '?q=Kazakhstan+lang:ru&lang=ru',
      '?q=gas&passages=1&exact=1', `?q=gas+union&id=${id}#h1`,
      '?q=%2Bnosuchword+%2Bgas+lang:ru&lang=kk', '?q=sanctoins', '?n=x',
      '?id=aaaaaaaaaaaaa'];
    await look(page, paths, [320, 1200]);
    await look(await open(browser, { ...wide, colorScheme: 'dark' }), paths,
      [1200, 320]);
  } finally {
    await browser.close();
  }
  assert.equal(faults.length, 0, 'faults');
}

main().catch(e => {
  console.error(e.message);
  for (const fault of faults)
    console.error(fault);
  process.exitCode = 1;
});
