// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/filelock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_FileLock final : public QObject
{
    Q_OBJECT

private slots:
    void oneHoldsIt();
    void goesWithItsHolder();
    void leftBehindFileHoldsNothing();
    void saysThatItCanNot();

private:
    QTemporaryDir m_folder;
    const QString m_path = m_folder.filePath(u"lock"_s);
};

void tst_FileLock::oneHoldsIt()
{
    FileLock first(m_path);
    FileLock second(m_path);
    QCOMPARE(first.tryLock(), FileLock::State::Held);
    QCOMPARE(second.tryLock(), FileLock::State::HeldByAnother);
    QCOMPARE(first.tryLock(), FileLock::State::Held);
}

void tst_FileLock::goesWithItsHolder()
{
    auto first = std::make_unique<FileLock>(m_path);
    FileLock second(m_path);
    QCOMPARE(first->tryLock(), FileLock::State::Held);
    QCOMPARE(second.tryLock(), FileLock::State::HeldByAnother);
    first.reset();
    QCOMPARE(second.tryLock(), FileLock::State::Held);
}

void tst_FileLock::leftBehindFileHoldsNothing()
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write("1\nsonde\n") > 0); // of a version that wrote there who holds it
    file.close();
    QCOMPARE(FileLock(m_path).tryLock(), FileLock::State::Held);
}

void tst_FileLock::saysThatItCanNot()
{
    QCOMPARE(FileLock(m_folder.filePath(u"none/lock"_s)).tryLock(), FileLock::State::Impossible);
}

QTEST_GUILESS_MAIN(tst_FileLock)
#include "tst_filelock.moc"
