/**
 * The night before a trip to France: from the dossier to a packet on paper in a few clicks, with the parts a minister expects, and without
 * what this reader is not to have. Then, in an office with keys: a photo and a paper inside, the version that went out, a late change.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect as check, describe, it, type TestContext } from 'vitest'
import { renderPdf } from '../../electron/services/documents/render-pdf.ts'
import { convertToPdf, createWorkplace, needPoppler, needWriter, pagesOf } from '../electron/documents/office-tools.ts'
import { launchBrowser } from '../support/browser.ts'
import { expectAllSaved, goTo, picture, writeField } from '../support/desk-page.ts'
import { type DeskProcess, startDesk } from '../support/desk-process.ts'
import { type Browser, expect, type Page } from '../support/playwright.ts'
import { passphrase } from '../support/sealed-office.ts'

let folder: string
let browser: Browser
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-packet-'))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ')

/** What a person pressed; keys do not count. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { clicks: number }
    counted.clicks = 0
    addEventListener('click', (event) => event.isTrusted && event.detail > 0 && counted.clicks++, true)
  })
  return () => page.evaluate(() => (window as unknown as { clicks: number }).clicks)
}

const added = async (page: Page, button: string, ...fields: [string, string][]) => {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  for (const [label, text] of fields) {
    const field = page.locator(`.item-table tr:last-child .field[data-field="${label}"]`).last()
    await field.getByRole('button').first().click()
    await field.locator('input, textarea').fill(text)
    await field.locator('input, textarea').press('Enter')
  }
}

describe('the packet for the next trip to France', () => {
  let host: DeskProcess
  let page: Page
  let profile: string
  let drawn: readonly string[] = []
  const title = 'Đoàn Bộ Nội vụ thăm và làm việc tại Pháp năm 2027'
  beforeAll(async () => {
    profile = join(folder, 'lan')
    host = await startDesk(profile, ['--sample'])
    page = await (await browser.newContext({ viewport: { width: 1360, height: 900 }, timezoneId: 'Asia/Ho_Chi_Minh' })).newPage()
    await page.goto(host.address)
    await expect(page.getByTestId('today').locator('.linked-list')).toBeVisible()
  })
  afterAll(() => host?.stop())

  it('has its dossier: places, people, gifts, whom to ring, and what to say in Paris', async () => {
    await goTo(page, 'delegations')
    await page.getByRole('button', { name: 'Đoàn mới' }).click()
    await writeField(page, 'Tên', title)
    await writeField(page, 'Từ ngày', '15/3/2027')
    await writeField(page, 'Đến ngày', '19/3/2027')
    await page.getByRole('button', { name: 'Thêm chặng' }).click()
    await page.getByRole('link', { name: 'Thành phần' }).click()
    await added(page, 'Thêm người', ['Họ tên', 'Trần Văn Bình'])
    await page.getByRole('link', { name: 'Quà, ảnh' }).click()
    await added(page, 'Thêm quà', ['Người nhận', 'Bà Camille Dupont'])
    await page.getByRole('link', { name: 'Hậu cần' }).click()
    await added(page, 'Thêm liên hệ', ['Họ tên', 'Cán bộ trực Đại sứ quán'], ['Điện thoại', '+33 1 23 45 67 89'])
    await page.getByRole('link', { name: 'Chương trình' }).click()
    await page.getByRole('button', { name: 'Thêm hoạt động' }).click()
    await page.getByTestId('point-text').click()
    await page.keyboard.press('Alt+1')
    await page.keyboard.type('Chốt 12 suất đào tạo cho cán bộ nữ.')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Không nhận thêm chi phí đi lại.')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('points').locator('li')).toHaveCount(2)
    const points = page.getByTestId('points').locator('li')
    await points.nth(0).hover()
    await points.nth(0).getByLabel('Mục đích').selectOption('our-aim')
    await points.nth(1).hover()
    await points.nth(1).getByRole('button', { name: 'Nội bộ' }).click()
    await expectAllSaved(page)
  })

  it('is made in under ten clicks, and its pages are seen before they are printed', async () => {
    await goTo(page, 'today')
    const clicks = await countClicks(page)
    await page
      .getByRole('navigation', { name: 'Các phần của sổ tay' })
      .getByRole('link', { name: /Đoàn công tác/ })
      .click()
    await page.getByRole('row', { name: new RegExp(title) }).click()
    await page.getByRole('link', { name: 'Lập hồ sơ đoàn' }).click()
    await page.getByRole('checkbox', { name: /Ý chỉ dùng nội bộ/ }).check()
    await page.getByRole('checkbox', { name: /Số điện thoại/ }).check()
    await expect(page.locator('canvas[data-drawn="true"]')).toBeVisible()
    await picture(page, 'packet')
    for (const number of [1, 2, 3]) await page.locator('canvas').nth(number).scrollIntoViewIfNeeded()
    for (const number of [1, 2, 3])
      await expect(page.locator('canvas').nth(number).and(page.locator('[data-drawn="true"]'))).toBeVisible()
    drawn = await page.evaluate(() =>
      Array.from(document.querySelectorAll('canvas'), (canvas) => (canvas.dataset.drawn === 'true' ? canvas.toDataURL() : ''))
    )
    await page.getByRole('button', { name: 'Xuất Word và PDF' }).click()
    await expect(page.getByTestId('exported')).toHaveCount(2)
    check(await clicks()).toBeLessThan(10)
  })

  it('was seen as it is printed: the preview is the PDF, picture for picture', async (context: TestContext) => {
    needPoppler(context)
    const [name = ''] = (await readdir(join(profile, 'documents'))).filter((one) => one.endsWith('.pdf'))
    const place = createWorkplace()
    const shots = await picturesOfPdf(join(profile, 'documents', name), place.path('page'), 4)
    place.remove()
    check(drawn.slice(0, 4).filter((one) => one !== '')).toHaveLength(4)
    for (const [at, printed] of shots.entries()) {
      const own = await page.evaluate(differenceOf, [drawn[at] ?? '', printed] as const)
      const others = shots.filter((_, index) => index !== at)
      const least = Math.min(
        ...(await Promise.all(others.map((other) => page.evaluate(differenceOf, [drawn[at] ?? '', other] as const))))
      )
      check(own, `page ${at + 1}: ${own} against ${least} to another page`).toBeLessThan(least / 3)
    }
  })

  it('has the parts, the thread and the pages of its contents, in PDF and in Word alike', async (context: TestContext) => {
    needWriter(context)
    const documents = join(profile, 'documents')
    const place = createWorkplace()
    const names = await readdir(documents)
    check(names).toHaveLength(2)
    for (const name of names) {
      const file = join(documents, name)
      const pages = pagesOf(name.endsWith('.docx') ? convertToPdf(place, file) : file).map(plain)
      const text = pages.join(' ')
      check(text).toContain('HỒ SƠ ĐOÀN CÔNG TÁC')
      for (const part of ['CĂN CỨ VÀ MỤC ĐÍCH', 'THÀNH PHẦN ĐOÀN', 'CHƯƠNG TRÌNH', 'THÔNG TIN NƯỚC VÀ ĐỐI TÁC', 'HỢP TÁC ĐÃ QUA'])
        check(text, name).toMatch(new RegExp(`PHẦN \\d+\\. ${part}`))
      for (const part of ['TÌNH TRẠNG CAM KẾT', 'GỢI Ý NỘI DUNG TRAO ĐỔI', 'QUÀ TẶNG'])
        check(text, name).toMatch(new RegExp(`PHẦN \\d+\\. ${part}`))
      check(text, name).toContain('Cử cán bộ trẻ, cán bộ nữ của chính quyền địa phương sang Pháp đào tạo')
      for (const day of ['23/09/2022', '04/10/2024']) check(text, name).toContain(day)
      check(text, name).toContain('Mục tiêu của ta:')
      check(text, name).toContain('Chốt 12 suất đào tạo cho cán bộ nữ.')
      check(text, name).not.toContain('Không nhận thêm chi phí đi lại')
      check(text, name).not.toContain('+33 1 23 45 67 89')
      const contents = Array.from(pages[1]?.matchAll(/PHẦN (\d+)\. [^.]+\.+ ?(\d+)/g) ?? [])
      check(contents.length, name).toBeGreaterThanOrEqual(8)
      for (const [, part, page] of contents)
        check(pages[Number(page) - 1], `${name}: ${part}`).toMatch(new RegExp(`PHẦN ${part}\\. `))
    }
    place.remove()
  })

  it('comes out in numbered copies, in another order, without gifts', async (context: TestContext) => {
    needPoppler(context)
    await page.getByRole('button', { name: /Đưa “Tình trạng cam kết” lên trước/ }).click()
    await page.getByRole('checkbox', { name: 'Quà tặng' }).last().check()
    await page.getByLabel('Số bản có đánh số').fill('2')
    await page.getByRole('button', { name: 'Chỉ PDF' }).click()
    await expect(page.getByTestId('exported').filter({ hasText: 'bản 2' })).toBeVisible()
    const names = (await readdir(join(profile, 'documents'))).filter((name) => / - bản \d/.test(name)).sort()
    const texts = names.map((name) => plain(pagesOf(join(profile, 'documents', name)).join(' ')))
    check(texts.map((text) => /Bản số: \d+\/\d+/.exec(text)?.[0])).toEqual(['Bản số: 01/02', 'Bản số: 02/02'])
    for (const text of texts) {
      check(text).not.toContain('Bà Camille Dupont')
      check(text.indexOf('TÌNH TRẠNG CAM KẾT')).toBeLessThan(text.indexOf('HỢP TÁC ĐÃ QUA'))
    }
  })
})

describe('a packet that went out', () => {
  let host: DeskProcess
  let page: Page
  let profile: string
  beforeAll(async () => {
    profile = join(folder, 'sealed')
    await mkdir(join(folder, 'desktop'))
    host = await startDesk(profile)
    page = await (await browser.newContext({ viewport: { width: 1360, height: 900 }, timezoneId: 'Asia/Ho_Chi_Minh' })).newPage()
    await page.goto(host.address)
    await page.getByLabel('Họ và tên của bạn').fill('Nguyễn Thị Lan')
    await page.locator('.welcome-ways section').nth(2).locator('input').fill('Vụ Hợp tác quốc tế')
    await page.locator('.welcome-ways section').nth(2).getByRole('button').click()
    await page.locator('.passphrase input').nth(0).fill(passphrase)
    await page.locator('.passphrase input').nth(1).fill(passphrase)
    await page.locator('button[type=submit]').click()
    await expect(page.locator('.sheet-key')).toBeVisible()
    await page.locator('.check input').check()
    await page.locator('.gate-card > .button-primary').click()
    await expect(page.getByTestId('today')).toBeVisible()
  })
  afterAll(() => host?.stop())
  const documents = () => join(profile, 'documents')
  let trip = ''

  it('holds the photo of a meeting and every page of the invitation', async (context: TestContext) => {
    needPoppler(context)
    const photo = join(folder, 'desktop', 'Ảnh hội đàm.jpg')
    const invitation = join(folder, 'desktop', 'Thư mời.pdf')
    const camera = Buffer.from(await page.evaluate(photoOfManyMegabytes), 'base64')
    check(camera.length).toBeGreaterThan(8_000_000)
    await writeFile(photo, camera)
    await writeFile(invitation, await letterOfTwoPages())
    await goTo(page, 'delegations')
    await page.getByRole('button', { name: 'Đoàn mới' }).click()
    await page.getByRole('link', { name: 'Văn bản, nguồn' }).click()
    await page.getByRole('button', { name: 'Thêm văn bản' }).click()
    trip = await page.evaluate(() => location.hash.slice(2).replace(/\/papers$/, ''))
    await page.locator('.attachments input[type=file]').first().setInputFiles([invitation])
    await expect(page.getByTestId('attachment').filter({ hasText: 'Thư mời.pdf' })).toBeVisible()
    await page.getByRole('link', { name: 'Chương trình' }).click()
    await page.getByRole('button', { name: 'Thêm hoạt động' }).click()
    await page.locator('.attachments input[type=file]').first().setInputFiles([photo])
    await expect(page.getByTestId('attachment').filter({ hasText: 'Ảnh hội đàm.jpg' })).toBeVisible()
    await writeField(page, 'Chú thích', 'Hai Bộ trưởng tại hội đàm')
    await expectAllSaved(page)
    await goTo(page, `${trip}/packet`)
    await page.getByRole('button', { name: 'Xuất Word và PDF' }).click()
    await expect(page.getByTestId('exported')).toHaveCount(2)
    const names = await readdir(documents())
    const pdf = join(documents(), names.find((name) => name.endsWith('.pdf')) ?? '')
    const pages = pagesOf(pdf).map(plain)
    check(pages.join(' ')).toContain('Hai Bộ trưởng tại hội đàm')
    const first = pages.findIndex((text) => text.includes('Trang một của thư mời'))
    check(pages[first + 1]).toContain('Trang hai của thư mời')
    // Its own pages carry the packet's numbers.
    check(pages[first]).toMatch(new RegExp(`^${first + 1} `))
    check((await readFile(pdf)).includes('/DCTDecode')).toBe(true)
    const word = await readFile(join(documents(), names.find((name) => name.endsWith('.docx')) ?? ''))
    check(word.includes('word/media/')).toBe(true)
    // Made small for print: a packet of many photos can still be sent.
    check(word.length).toBeLessThan(1_500_000)
  })

  it('is kept as it was, and a late change makes an addendum that says what is new', async (context: TestContext) => {
    needPoppler(context)
    await page.getByRole('button', { name: 'Giữ làm phiên bản' }).click()
    await expect(page.getByTestId('packet-versions').getByText('Hồ sơ đoàn, phiên bản 1')).toBeVisible()
    await goTo(page, `${trip}/overview`)
    await writeField(page, 'Từ ngày', '15/3/2027')
    await expectAllSaved(page)
    await goTo(page, `${trip}/packet`)
    await page.getByRole('button', { name: 'So với hiện nay' }).click()
    await expect(page.getByTestId('packet-changes').locator('ins').filter({ hasText: '15/03/2027' })).toBeVisible()
    await picture(page, 'packet-changes')
    await page.getByRole('button', { name: 'Lập bản bổ sung' }).click()
    await expect(page.getByTestId('exported').filter({ hasText: 'Bổ sung' })).toHaveCount(2)
    const names = await readdir(documents())
    const addendum = names.find((name) => name.startsWith('Bổ sung') && name.endsWith('.pdf')) ?? ''
    const text = plain(pagesOf(join(documents(), addendum)).join(' '))
    check(text).toContain('Kèm theo hồ sơ phiên bản 1')
    check(text).toContain('15/03/2027')
  })
})

/** As a camera writes it: nothing in it can be packed. Runs in the page. */
async function photoOfManyMegabytes(): Promise<string> {
  const canvas = new OffscreenCanvas(3600, 2700)
  const paper = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  const noise = paper.createImageData(canvas.width, canvas.height)
  for (let at = 0; at < noise.data.length; at += 1) noise.data[at] = at % 4 === 3 ? 255 : Math.random() * 256
  paper.putImageData(noise, 0, 0)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}

/** The first pages of a PDF as another program draws them, as wide as the preview. */
async function picturesOfPdf(pdf: string, into: string, last: number): Promise<string[]> {
  execFileSync('pdftoppm', ['-png', '-scale-to-x', '640', '-scale-to-y', '-1', '-l', String(last), pdf, into])
  const names = (await readdir(dirname(into))).filter((name) => name.startsWith(basename(into)) && name.endsWith('.png')).sort()
  return Promise.all(
    names.map(async (name) => `data:image/png;base64,${(await readFile(join(dirname(into), name))).toString('base64')}`)
  )
}

/** Mean difference of two pictures, 0 to 1, each smoothed: two programs draw the edge of a letter a little otherwise. Runs in the page. */
async function differenceOf([one, other]: readonly [string, string]): Promise<number> {
  const [width, height] = [160, 226]
  const grey = async (source: string) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const paper = canvas.getContext('2d') as CanvasRenderingContext2D
    paper.imageSmoothingQuality = 'high'
    paper.drawImage(image, 0, 0, width, height)
    return paper.getImageData(0, 0, width, height).data
  }
  const [a, b] = [await grey(one), await grey(other)]
  let sum = 0
  for (let at = 0; at < a.length; at += 4) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0)) / 255
  return sum / (width * height)
}

const letterOfTwoPages = () =>
  renderPdf(
    {
      language: 'vi',
      title: 'Thư mời',
      stamp: '',
      cover: null,
      head: null,
      addressee: [],
      blocks: [
        { type: 'paragraph', style: 'body', runs: [{ text: 'Trang một của thư mời' }] },
        { type: 'page-break' },
        { type: 'paragraph', style: 'body', runs: [{ text: 'Trang hai của thư mời' }] }
      ],
      signature: null
    },
    new Date(0)
  )
