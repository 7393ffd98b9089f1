// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/fallbackstore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

/// A keychain that stops to take secrets.
class FickleStore final : public SecretStore
{
public:
    void read(const QString &name, QObject *receiver, ReadHandler handler) override
    {
        m_secrets.read(name, receiver, std::move(handler));
    }
    void write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler) override
    {
        if (isFull)
            handler(fail(u"The keychain is full."_s));
        else
            m_secrets.write(name, secret, receiver, std::move(handler));
    }
    void remove(const QString &name, QObject *receiver, DoneHandler handler) override
    {
        m_secrets.remove(name, receiver, std::move(handler));
    }
    [[nodiscard]] bool isPersistent() const override { return true; }
    [[nodiscard]] QString whyNotPersistent() const override { return {}; }

    bool isFull = false;

private:
    MemoryStore m_secrets{u"a test"_s};
};

} // namespace

class tst_FallbackStore final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsInTheKeychain();
    void keepsInMemoryWhatTheKeychainDoesNotTake();
    void removesFromBoth();
    void answersAlsoWhereTheStoreIsGone();

private:
    [[nodiscard]] QString read(const QString &name);
    [[nodiscard]] bool write(const QString &name, const QString &secret);

    FickleStore *m_keychain = nullptr;
    std::unique_ptr<FallbackStore> m_store;
};

void tst_FallbackStore::init()
{
    auto keychain = std::make_unique<FickleStore>();
    m_keychain = keychain.get();
    m_store = std::make_unique<FallbackStore>(std::move(keychain));
}

QString tst_FallbackStore::read(const QString &name)
{
    std::optional<QString> text;
    m_store->read(name, this, [&text](const Result<SecretStore::Secret> &secret) {
        text = secret.value_or(std::nullopt).value_or(u"(none)"_s);
    });
    (void)QTest::qWaitFor([&text] { return text.has_value(); });
    return text.value_or(u"(no answer)"_s);
}

bool tst_FallbackStore::write(const QString &name, const QString &secret)
{
    std::optional<bool> isWritten;
    m_store->write(name, secret, this, [&isWritten](const Result<> &written) { isWritten = written.has_value(); });
    return QTest::qWaitFor([&isWritten] { return isWritten.has_value(); }) && *isWritten;
}

void tst_FallbackStore::keepsInTheKeychain()
{
    QVERIFY(write(u"token"_s, u"one"_s));
    QVERIFY(m_store->isPersistent());
    QCOMPARE(m_store->whyNotPersistent(), QString());
    QCOMPARE(read(u"token"_s), u"one"_s);
}

void tst_FallbackStore::keepsInMemoryWhatTheKeychainDoesNotTake()
{
    QVERIFY(write(u"old"_s, u"one"_s));
    m_keychain->isFull = true;
    QVERIFY(write(u"new"_s, u"two"_s));
    QVERIFY(write(u"newer"_s, u"three"_s));
    QVERIFY(!m_store->isPersistent());
    QCOMPARE(m_store->whyNotPersistent(),
             u"Secrets are kept until Sonde ends, and are not written to disk. The keychain is full."_s);
    QCOMPARE(read(u"old"_s), u"one"_s);
    QCOMPARE(read(u"new"_s), u"two"_s);
    QCOMPARE(read(u"newer"_s), u"three"_s);
    QCOMPARE(read(u"none"_s), u"(none)"_s);
    QVERIFY(write(u"old"_s, u"changed"_s));
    QCOMPARE(read(u"old"_s), u"changed"_s);
}

void tst_FallbackStore::removesFromBoth()
{
    QVERIFY(write(u"token"_s, u"one"_s));
    m_keychain->isFull = true;
    QVERIFY(write(u"token"_s, u"two"_s));
    std::optional<bool> isRemoved;
    m_store->remove(u"token"_s, this, [&isRemoved](const Result<> &removed) { isRemoved = removed.has_value(); });
    QTRY_COMPARE(isRemoved, std::optional(true));
    QCOMPARE(read(u"token"_s), u"(none)"_s);
}

void tst_FallbackStore::answersAlsoWhereTheStoreIsGone()
{
    m_keychain->isFull = true;
    QVERIFY(write(u"token"_s, u"one"_s));
    std::optional<QString> secret;
    m_store->read(u"token"_s, this,
                  [&secret](const Result<SecretStore::Secret> &kept) { secret = kept.value_or(std::nullopt); });
    m_store.reset();
    QTRY_COMPARE(secret, std::optional(u"one"_s));
}

QTEST_GUILESS_MAIN(tst_FallbackStore)
#include "tst_fallbackstore.moc"
