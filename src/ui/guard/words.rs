//! The words of encryption.

use crate::ui::words::words;

words! {
    GUARD = "加密", "Encryption";
    MODE_NONE = "未加密：能使用这个系统账户或打开这个浏览器的人都能看到以上内容。公用电脑上请设口令，或用完清除；清除后浏览器可能仍在磁盘上留有痕迹。", "Not encrypted: whoever can use this account or open this browser can read all of it. On a shared computer set a passphrase, or clear it when you are done; the browser may still leave traces on the disk.";
    MODE_PASSPHRASE = "口令加密：锁定后，没有口令的人看不到内容。忘记口令无法找回，只能清除本机数据或从备份恢复。解锁期间，键盘记录程序和页面上的其他脚本仍能看到内容。", "A passphrase: it protects while locked. A forgotten passphrase cannot be recovered; only clearing or a backup helps then. While unlocked, a key logger or another script of the page still sees what you type.";
    MODE_HOST = "门户页面的密钥加密：安全程度与门户保管密钥的方式相同。门户不再提供这把密钥时，本机内容打不开。", "A key that the portal's page gives: as strong as the portal keeps that key. Where it gives the key no more, what is kept here cannot be opened.";
    MODE_MEMORY = "内容只在本页内存中，没有可加密的存储。", "Your work is in this page's memory only: nothing is stored that could be encrypted.";
    MODE_NO_CIPHER = "此页面不能加密：浏览器只在 HTTPS 页面上、较新的内核中提供加密。", "This page cannot encrypt: a browser gives its cipher to pages with HTTPS only, and to recent kernels.";
    STAYS_CLEAR = "加密后仍能看出的：登录人代号、草稿的数量和编号、版本号、每条记录的大小、是否加密。标题、内容、时间、附件的名称和字节、提交记录都已加密。", "What can still be seen: the person's opaque name, how many drafts there are and their ids, revision numbers, the size of each record, and that it is encrypted. Titles, contents, times, attachments and records of handing in are encrypted.";
    OLD_TRACES = "开启前写过的明文可能仍残留在磁盘上，直到浏览器改写那些位置。", "What was written in the clear before may stay on the disk until the browser writes over it.";
    TURN_ON = "设口令并加密", "Set a passphrase and encrypt";
    TURN_ON_NOW = "开始加密", "Encrypt now";
    NEW_PASSPHRASE = "口令（至少 10 个字符）", "Passphrase (10 characters at least)";
    PASSPHRASE_AGAIN = "再输入一次", "Once more";
    PASSPHRASE = "口令", "Passphrase";
    OLD_PASSPHRASE = "现在的口令", "The passphrase now";
    LOCK = "立即锁定", "Lock now";
    CHANGE = "更换口令", "Change the passphrase";
    TURN_OFF = "取消加密", "Stop encrypting";
    TURN_OFF_ABOUT = "本机内容将解密，以明文保存。", "What is kept here is decrypted and kept in the clear.";
    CANCEL = "不改了", "Leave it";
    TOO_SHORT = "口令至少要有 10 个字符。", "A passphrase has 10 characters at least.";
    NOT_SAME = "两次输入的口令不一样。", "The two passphrases are not the same.";
    WORKING = "正在处理，已完成 {} 条记录。中途关闭也不会丢失，下次解锁后继续。", "At work: {} records are done. Nothing is lost if you close it: it goes on after the next unlocking.";
    TURNED_ON = "已加密。请记住口令：忘记后无法找回。", "Encrypted. Remember the passphrase: it cannot be recovered.";
    CHANGED = "口令已更换。知道旧口令并已复制过本机数据的人，仍可能打开那份数据和以后的内容；有此顾虑时请取消加密后重新加密。", "The passphrase was changed. Who knew the old one and took a copy of this device's data may still open that copy, and later ones; where that matters, stop encrypting and begin anew.";
    TURNED_OFF = "已取消加密，内容以明文保存在本机。", "No longer encrypted: what is kept here is in the clear.";
    NOT_LOCKED = "没有锁定：最新的修改还没有保存（{}）。请先导出案卷文件，或稍后再锁定。", "Not locked: your newest edits are not kept yet ({}). Export the case file, or lock a little later.";
    LOCKED = "本机内容已锁定", "What is kept on this device is locked";
    LOCKED_PASSPHRASE = "草稿、附件和提交记录已加密。输入口令后继续；口令不对不会丢失任何内容，可以再试。", "Drafts, attachments and records of handing in are encrypted. Type the passphrase to go on; a wrong one loses nothing, and you may try again.";
    LOCKED_HOST = "草稿、附件和提交记录用门户页面提供的密钥加密。", "Drafts, attachments and records of handing in are encrypted with a key that the portal's page gives.";
    LOCKED_LOST = "加密信息已丢失或损坏，这些内容无法再打开。可清除本机数据后从备份恢复。", "The record that leads to the key is gone or damaged: this can be opened no more. Clear this device, then restore a backup.";
    LOCKED_COVERED = "此窗口中还有未保存的修改，解锁后会自动保存。", "This window holds edits that are not kept yet: they are kept once you unlock.";
    UNLOCK = "解锁", "Unlock";
    UNLOCKING = "正在解锁…", "Unlocking …";
    HOST_AGAIN = "再次向门户取密钥", "Ask the portal for the key again";
    HOST_NONE = "门户页面没有提供密钥。请重新登录门户，或联系门户管理员；本机内容未受影响。", "The portal's page gave no key. Sign in again, or tell the portal's administrator; nothing here was lost.";
    HOST_FAILED = "门户页面没有给出密钥（{}）。没有写入任何明文；请重试，或联系门户管理员。", "The portal's page did not give the key ({}). Nothing was written in the clear; try again, or tell the portal's administrator.";
    FORGOTTEN = "忘记口令，或打不开？", "Forgotten, or it does not open?";
    FORGOTTEN_ABOUT = "没有口令或密钥，谁也打不开这些内容，管理员也不能。只能全部清除后重新填写，或清除后从备份恢复。已提交到门户的申请不受影响。", "Without the passphrase or key nobody can open this, no administrator either. It can only be cleared, to begin anew or to restore a backup. What was handed in to the portal stays there.";
    UPGRADED = "另一个窗口用更新的程序升级了本机存储；此前的修改已先保存。请刷新页面后继续填写。", "Another window has upgraded the storage of this device with a newer program; your edits were kept first. Reload the page to go on.";
    BACKUP_SEALED = "备份文件也加密（用同一口令或密钥打开）", "Encrypt the backup file too (the same passphrase or key opens it)";
    BACKED_UP_SEALED = "已生成加密备份“{}”：{} 份草稿，{} 个附件。恢复时需要现在的口令或密钥。", "The encrypted backup '{}' was made: {} drafts, {} attachments. To restore it the present passphrase or key is needed.";
    RESTORE_SEALED = "“{}”是加密的备份，请输入制作它时的口令。", "'{}' is an encrypted backup: type the passphrase of the time when it was made.";
    RESTORE_NOW = "打开并恢复", "Open and restore";
}
