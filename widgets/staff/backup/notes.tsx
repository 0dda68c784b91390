/** A backup is as sensitive as the data: how to keep it. */
export function KeepingNote() {
  return (
    <div class="card stack backup-warning">
      <h3>怎样保管备份</h3>
      <ul>
        <li>备份里有全部数据：账号密码的加密值、反馈人的联系方式、未公开的资料。谁拿到备份，谁就能看到这些内容。</li>
        <li>下载后存放在单位的加密硬盘或保密柜里，至少两份，不放在同一处。不要放在个人电脑、网盘，不要用微信、QQ 传送。</li>
        <li>备份之后撤回的反馈，会随旧备份恢复回来，所以旧备份不要长期保留。</li>
      </ul>
    </div>
  );
}

/** A restore replaces everything and needs the server stopped: a command, not a button. */
export function RestoreNote() {
  return (
    <details class="card">
      <summary>怎样用备份恢复</summary>
      <div class="stack backup-restore">
        <p>恢复会替换全部数据，需要先停止程序，所以由管理服务器的人在服务器上用命令来做。要么全部恢复，要么什么都不改。</p>
        <ol>
          <li>停止程序，把下载的备份拷到服务器的程序文件夹里。</li>
          <li>
            先试一遍，只检查、不改动：
            <pre>
              <code>npm run restore -- 备份文件.zip --dry-run</code>
            </pre>
          </li>
          <li>
            没有问题再恢复（替换现有的全部数据）：
            <pre>
              <code>npm run restore -- 备份文件.zip --replace</code>
            </pre>
          </li>
          <li>启动程序。所有人需要重新登录。</li>
        </ol>
        <p class="muted">本页保存的备份和归档不受恢复影响。程序设置了 SECRET 的，恢复后要用同一个 SECRET 启动。</p>
      </div>
    </details>
  );
}
