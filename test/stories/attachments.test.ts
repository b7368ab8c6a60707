/**
 * Files beside records, in a real browser with two laptops: Lan adds the invitation and a photo of the talks, Minh takes them along, looks
 * at them and saves a copy. On the way a file is dropped, a program is refused, a secret paper takes none, and the host is killed.
 */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect as check, describe, it } from 'vitest'
import { renderPdf } from '../../electron/services/documents/render-pdf.ts'
import { sha256 } from '../support/attachments.ts'
import { launchBrowser } from '../support/browser.ts'
import { exchange, goTo, picture } from '../support/desk-page.ts'
import { type DeskProcess, root, startDesk } from '../support/desk-process.ts'
import { type Browser, type BrowserContext, expect, type Page, waitUntil } from '../support/playwright.ts'
import { passphrase } from '../support/sealed-office.ts'

describe('files beside records', () => {
  interface Laptop {
    profile: string
    host: DeskProcess
    context: BrowserContext
    page: Page
  }
  let folder: string
  let browser: Browser
  const laptops: { lan: Laptop; minh: Laptop } = {} as never
  const files: { photo: string; invitation: string; program: string } = {} as never
  const path = process.env.PATH

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-files-'))
    for (const one of ['share', 'desktop', 'bin']) await mkdir(join(folder, one))
    files.photo = join(folder, 'desktop', 'Ảnh hội đàm.png')
    files.invitation = join(folder, 'desktop', 'Thư mời.pdf')
    files.program = join(folder, 'desktop', 'cài đặt.exe')
    await writeFile(files.photo, await readFile(join(root, 'resources', 'pictures', 'today.png')))
    await writeFile(files.invitation, await invitation())
    await writeFile(files.program, 'MZ')
    // What the system is asked to open goes into a list instead of a window.
    const opener = join(folder, 'bin', 'xdg-open')
    await writeFile(opener, `#!/bin/sh\nprintf '%s\\n' "$1" >> "${join(folder, 'opened.txt')}"\n`)
    await chmod(opener, 0o755)
    process.env.PATH = `${join(folder, 'bin')}:${path}`
    browser = await launchBrowser()
  })
  afterAll(async () => {
    process.env.PATH = path
    await Promise.all([laptops.lan?.host.stop(), laptops.minh?.host.stop()])
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const openLaptop = async (name: string): Promise<Laptop> => {
    const profile = join(folder, name)
    const host = await startDesk(profile)
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: 'Asia/Ho_Chi_Minh' })
    const page = await context.newPage()
    await page.goto(host.address)
    return { profile, host, context, page }
  }
  const unlock = async (page: Page) => {
    await page.locator('input[type=password]').fill(passphrase)
    await page.locator('button[type=submit]').click()
    await expect(page.getByRole('navigation').first()).toBeVisible()
  }
  const giveKeys = async (page: Page) => {
    await page.locator('.passphrase input').nth(0).fill(passphrase)
    await page.locator('.passphrase input').nth(1).fill(passphrase)
    await page.locator('button[type=submit]').click()
  }
  const choose = (page: Page, ...paths: string[]) => page.locator('.attachments input[type=file]').first().setInputFiles(paths)
  const line = (page: Page, name: string) => page.getByTestId('attachment').filter({ hasText: name })
  const place = (page: Page, name: string, where: string) =>
    expect(line(page, name).locator(`[data-place="${where}"]`)).toBeVisible()
  const openedFiles = async () => (await readFile(join(folder, 'opened.txt'), 'utf8').catch(() => '')).split('\n').filter(Boolean)
  let trip = ''
  let meeting = ''

  it('Lan founds an office and adds the invitation to a paper, with her keyboard', async () => {
    laptops.lan = await openLaptop('lan')
    const { page } = laptops.lan
    await page.getByLabel('Họ và tên của bạn').fill('Nguyễn Thị Lan')
    await page.locator('.welcome-ways section').nth(2).locator('input').fill('Vụ Hợp tác quốc tế')
    await page.locator('.welcome-ways section').nth(2).getByRole('button').click()
    await giveKeys(page)
    await expect(page.locator('.sheet-key')).toBeVisible()
    await page.locator('.check input').check()
    await page.locator('.gate-card > .button-primary').click()
    await expect(page.getByTestId('today')).toBeVisible()
    await goTo(page, 'delegations')
    await page.getByRole('button', { name: 'Đoàn mới' }).click()
    await page.getByRole('link', { name: 'Văn bản, nguồn' }).click()
    await page.getByRole('button', { name: 'Thêm văn bản' }).click()
    trip = await page.evaluate(() => location.hash.slice(2))
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Chọn tệp…' }).focus()
    await page.keyboard.press('Enter')
    await (await chooser).setFiles([files.invitation])
    await place(page, 'Thư mời.pdf', 'here')
    await picture(page, 'attachments-paper')
  })

  it('she drops a program beside it: it is kept, and can be saved but not looked at', async () => {
    const { page } = laptops.lan
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['MZ'], 'cài đặt.exe'))
      return data
    })
    await page.locator('.file-drop').dispatchEvent('drop', { dataTransfer: transfer })
    await place(page, 'cài đặt.exe', 'here')
    check(await line(page, 'cài đặt.exe').getByRole('button', { name: 'Xem' }).count()).toBe(0)
    check(await line(page, 'cài đặt.exe').getByRole('button', { name: 'Lưu một bản' }).count()).toBe(1)
  })

  it('the invitation once more is recognised, and a paper marked secret takes no file', async () => {
    const { page } = laptops.lan
    await choose(page, files.invitation)
    await expect(page.getByText('Hồ sơ này đã có đúng tệp ấy.')).toBeVisible()
    await page.getByTestId('uploads').getByRole('button', { name: 'Đóng' }).click()
    check(await page.getByTestId('attachment').count()).toBe(2)
    await page.getByRole('button', { name: 'Thêm văn bản' }).click()
    await expect(page.getByTestId('attachments')).toHaveCount(2)
    const second = page.locator('article.card').nth(1)
    await second.locator('[data-field="Độ mật, phạm vi lưu hành"] button').click()
    await second.locator('[data-field="Độ mật, phạm vi lưu hành"] select').selectOption('mat')
    await second.locator('[data-field="Độ mật, phạm vi lưu hành"] select').press('Enter')
    await expect(page.getByText(/Tài liệu có dấu mật/)).toBeVisible()
    await expect(page.getByTestId('attachments')).toHaveCount(1)
  })

  it('she adds a photo of the talks, says what it shows, and goes on writing meanwhile', async () => {
    const { page } = laptops.lan
    await page.getByRole('link', { name: 'Chương trình' }).click()
    await page.getByRole('button', { name: 'Thêm hoạt động' }).click()
    await expect(page.getByTestId('point-text')).toBeVisible()
    meeting = await page.evaluate(() => location.hash.slice(2))
    await choose(page, files.photo)
    await page.getByTestId('point-text').fill('Phía bạn trao thư mời.')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('points').locator('li')).toHaveCount(1)
    await place(page, 'Ảnh hội đàm.png', 'here')
    const caption = line(page, 'Ảnh hội đàm.png').locator('[data-field="Chú thích"]')
    await caption.getByRole('button').click()
    await caption.locator('input').fill('Hai Bộ trưởng tại Paris')
    await caption.locator('input').press('Enter')
    await expect(caption.getByText('Hai Bộ trưởng tại Paris')).toBeVisible()
    await picture(page, 'attachments-meeting')
  })

  it('her host is killed and comes back: what was kept is there, and goes to the share', async () => {
    const { lan } = laptops
    await lan.host.kill()
    lan.host = await startDesk(lan.profile)
    await lan.page.goto('about:blank')
    await lan.page.goto(lan.host.address)
    await unlock(lan.page)
    await goTo(lan.page, 'exchange')
    await lan.page.getByLabel('Thư mục dùng chung').fill(join(folder, 'share'))
    await lan.page.getByRole('button', { name: 'Dùng thư mục này' }).click()
    await lan.page.getByRole('button', { name: 'Thiết lập làm thư mục dùng chung' }).click()
    await exchange(lan.page)
    await goTo(lan.page, meeting)
    await place(lan.page, 'Ảnh hội đàm.png', 'everywhere')
  })

  it('Minh is let in, sees who has what, and takes the delegation’s files along', async () => {
    laptops.minh = await openLaptop('minh')
    const { lan, minh } = laptops
    await minh.page.getByLabel('Họ và tên của bạn').fill('Trần Văn Minh')
    await minh.page.locator('.welcome-ways section').nth(1).locator('input').fill(join(folder, 'share'))
    await minh.page.locator('.welcome-ways section').nth(1).getByRole('button').click()
    await giveKeys(minh.page)
    await expect(minh.page.getByTestId('voice-code')).toBeVisible()
    await exchange(lan.page)
    await goTo(lan.page, 'people')
    await lan.page.locator('.request .check input').check()
    await lan.page.locator('.request .button-primary').click()
    await expect(lan.page.getByTestId('join-request')).toBeGone()
    await exchange(lan.page)
    await minh.page.locator('.gate-card > .button-primary').click()
    await expect(minh.page.getByTestId('today')).toBeVisible()
    await goTo(minh.page, trip)
    await place(minh.page, 'Thư mời.pdf', 'share')
    await picture(minh.page, 'attachments-on-the-share')
    await minh.page.getByTestId('travel-pack').getByRole('button', { name: 'Mang theo' }).click()
    await expect(minh.page.getByTestId('travel-pack').getByText('Tất cả đã có trên máy này.')).toBeVisible()
    await place(minh.page, 'Thư mời.pdf', 'everywhere')
    await picture(minh.page, 'attachments-taken-along')
  })

  it('on the way he looks at them without a network, byte for byte what Lan added', async () => {
    const { page, profile } = laptops.minh
    await rm(join(folder, 'share'), { recursive: true })
    await line(page, 'Thư mời.pdf').getByRole('button', { name: 'Xem' }).click()
    await waitUntil(
      async () => (await openedFiles()).length === 1,
      async () => 'nothing was opened'
    )
    await goTo(page, meeting)
    await line(page, 'Ảnh hội đàm.png').getByRole('button', { name: 'Xem' }).click()
    await waitUntil(
      async () => (await openedFiles()).length === 2,
      async () => 'nothing was opened'
    )
    const opened = await openedFiles()
    check(opened.map((one) => basename(one))).toEqual(['Thư mời.pdf', 'Ảnh hội đàm.png'])
    for (const [at, original] of [files.invitation, files.photo].entries()) {
      check(opened[at]?.startsWith(join(profile, 'opened'))).toBe(true)
      check(sha256(await readFile(opened[at] ?? ''))).toBe(sha256(await readFile(original)))
    }
  })

  it('he saves a copy, takes the program out and brings it back', async () => {
    const { page, profile } = laptops.minh
    await goTo(page, trip)
    await line(page, 'Thư mời.pdf').getByRole('button', { name: 'Lưu một bản' }).click()
    await expect(page.getByTestId('saved-copy')).toHaveText(/Thư mời\.pdf/)
    check(await readdir(join(profile, 'documents'))).toEqual(['Thư mời.pdf'])
    await page.getByRole('button', { name: 'Bỏ tệp “cài đặt.exe” khỏi hồ sơ' }).click()
    await expect(page.getByTestId('attachment')).toHaveCount(1)
    await page.getByRole('button', { name: 'Lấy lại tệp vừa bỏ' }).click()
    await expect(page.getByTestId('attachment')).toHaveCount(2)
  })

  it('and when he closes the app, nothing that he looked at is left open on his disk', async () => {
    const { host, profile } = laptops.minh
    await host.stop()
    await check(stat(join(profile, 'opened'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

/** A real PDF, by the app's own writer. */
const invitation = () =>
  renderPdf(
    {
      language: 'vi',
      title: 'Thư mời',
      stamp: '',
      cover: null,
      head: null,
      addressee: ['Bộ Nội vụ'],
      blocks: [{ type: 'paragraph', style: 'body', runs: [{ text: 'Trân trọng kính mời Quý Bộ.' }] }],
      signature: null
    },
    new Date(Date.UTC(2026, 1, 5))
  )
