// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/memorystore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_MemoryStore final : public QObject
{
    Q_OBJECT

private slots:
    void saysThatItForgets();
    void keepsSecrets();
    void answersAfterTheCall();
    void isSilentWhereTheReceiverIsGone();
    void answersWhenTheStoreIsGone();
};

void tst_MemoryStore::saysThatItForgets()
{
    const MemoryStore store(u"No keychain."_s);
    QVERIFY(!store.isPersistent());
    QCOMPARE(store.whyNotPersistent(), u"No keychain."_s);
}

void tst_MemoryStore::keepsSecrets()
{
    MemoryStore store({});
    QStringList answers;
    const auto read = [&](const QString &name) {
        store.read(name, this, [&](const Result<SecretStore::Secret> &answer) {
            answers.append(answer.value().value_or(u"none"_s));
        });
    };
    const auto done = [&](const Result<> &answer) { answers.append(answer ? u"done"_s : u"failed"_s); };
    read(u"a"_s);
    store.write(u"a"_s, u"1"_s, this, done);
    read(u"a"_s);
    store.write(u"a"_s, u""_s, this, done);
    read(u"a"_s);
    store.remove(u"a"_s, this, done);
    read(u"a"_s);
    store.remove(u"a"_s, this, done);
    QTRY_COMPARE(answers,
                 QStringList({u"none"_s, u"done"_s, u"1"_s, u"done"_s, u""_s, u"done"_s, u"none"_s, u"done"_s}));
}

void tst_MemoryStore::answersAfterTheCall()
{
    MemoryStore store({});
    bool isAnswered = false;
    store.remove(u"a"_s, this, [&](const Result<> &) { isAnswered = true; });
    QVERIFY(!isAnswered);
    QTRY_VERIFY(isAnswered);
}

void tst_MemoryStore::isSilentWhereTheReceiverIsGone()
{
    MemoryStore store({});
    bool isAnswered = false;
    {
        QObject receiver;
        store.remove(u"a"_s, &receiver, [&](const Result<> &) { isAnswered = true; });
    }
    bool isOver = false;
    store.remove(u"a"_s, this, [&](const Result<> &) { isOver = true; });
    QTRY_VERIFY(isOver);
    QVERIFY(!isAnswered);
}

void tst_MemoryStore::answersWhenTheStoreIsGone()
{
    QString secret;
    {
        MemoryStore store({});
        store.write(u"a"_s, u"1"_s, this, [](const Result<> &) {});
        store.read(u"a"_s, this,
                   [&](const Result<SecretStore::Secret> &answer) { secret = answer->value_or(QString()); });
    }
    QTRY_COMPARE(secret, u"1"_s);
}

QTEST_GUILESS_MAIN(tst_MemoryStore)
#include "tst_memorystore.moc"
