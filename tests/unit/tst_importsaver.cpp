// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importsaver.h"
#include "profile/workspace.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_ImportSaver final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void savesAllAtOnce();
    void takenGroupGetsANumber();
    void takenNamesGetNumbers();
    void defaultIsFilledUp();
    void defaultThatSaysOtherwiseStays();
    void environmentsGetNumbers();
    void damagedEnvironmentStays();
    void foldersOfEnvironmentsAreLeftAlone();
    void secretsAreRenamed();

private:
    [[nodiscard]] static Profile profile(const QString &address);
    [[nodiscard]] QList<Variable> values(const QString &environment) const;
    [[nodiscard]] SavedImport save(const Imported &imported, const QString &group = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

void tst_ImportSaver::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = std::make_unique<Workspace>(m_folder->path());
}

Profile tst_ImportSaver::profile(const QString &address)
{
    Profile profile;
    profile.address = address;
    return profile;
}

QList<Variable> tst_ImportSaver::values(const QString &environment) const
{
    return loadEnvironment(m_folder->path(), environment).value_or(Environment()).values;
}

SavedImport tst_ImportSaver::save(const Imported &imported, const QString &group)
{
    const auto saved = saveImported(imported, group, *m_workspace);
    if (!saved)
        qFatal("%s", qPrintable(saved.error().text()));
    return *saved;
}

void tst_ImportSaver::savesAllAtOnce()
{
    QSignalSpy changed(m_workspace.get(), &Workspace::changed);
    Imported imported;
    for (int i = 0; i < 20; ++i)
        imported.profiles.append({u"Feeds/Feed %1"_s.arg(i), profile(u"ws://127.0.0.1:%1/"_s.arg(9000 + i))});
    const SavedImport saved = save(imported, u"Team"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(saved.ids.first(), u"Team/Feeds/Feed 0"_s);
    QCOMPARE(saved.notes, QStringList());
    QCOMPARE(m_workspace->profiles().size(), size_t(20));
    const Workspace again(m_folder->path());
    QVERIFY(again.find(u"Team/Feeds/Feed 19"_s));
    QCOMPARE(again.find(u"Team/Feeds/Feed 19"_s)->profile.address, u"ws://127.0.0.1:9019/"_s);
}

void tst_ImportSaver::takenGroupGetsANumber()
{
    const Imported imported{
        {}, {{u"Feeds/In/A"_s, profile(u"ws://a/"_s)}, {u"Feeds/B"_s, profile(u"ws://b/"_s)}}, {}, {}, {}};
    QCOMPARE(save(imported).ids, (QStringList{u"Feeds/In/A"_s, u"Feeds/B"_s}));
    const SavedImport second = save(imported);
    QCOMPARE(second.ids, (QStringList{u"Feeds 2/In/A"_s, u"Feeds 2/B"_s}));
    QCOMPARE(m_workspace->profiles().size(), size_t(4));
}

void tst_ImportSaver::takenNamesGetNumbers()
{
    QVERIFY(m_workspace->save(u"live"_s, profile(u"ws://mine/"_s)));
    const Imported imported{{}, {{u"Live"_s, profile(u"ws://a/"_s)}, {u"Live 2"_s, profile(u"ws://b/"_s)}}, {}, {}, {}};
    const SavedImport saved = save(imported);
    QCOMPARE(saved.ids.size(), 2);
    QCOMPARE(m_workspace->profiles().size(), size_t(3));
    QCOMPARE(m_workspace->find(u"live"_s)->profile.address, u"ws://mine/"_s);
    QCOMPARE(m_workspace->find(saved.ids[0])->profile.address, u"ws://a/"_s);
    QCOMPARE(m_workspace->find(saved.ids[1])->profile.address, u"ws://b/"_s);
}

void tst_ImportSaver::defaultIsFilledUp()
{
    QVERIFY(saveEnvironment(m_folder->path(), {u"default"_s, {{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}}}));
    const Imported imported{{}, {}, {{u"default"_s, {{u"b"_s, u"2"_s}, {u"c"_s, u"3"_s}}}}, {}, {}};
    QCOMPARE(save(imported).notes, QStringList());
    QCOMPARE(values(u"default"_s), (QList<Variable>{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}, {u"c"_s, u"3"_s}}));
}

void tst_ImportSaver::defaultThatSaysOtherwiseStays()
{
    QVERIFY(saveEnvironment(m_folder->path(), {u"default"_s, {{u"base"_s, u"ws://mine"_s}}}));
    const Imported imported{{},
                            {{u"Feeds/A"_s, profile(u"{{base}}/"_s)}},
                            {{u"default"_s, {{u"base"_s, u"ws://theirs"_s}, {u"more"_s, u"1"_s}}}},
                            {},
                            {}};
    const SavedImport saved = save(imported);
    QCOMPARE(values(u"default"_s), (QList<Variable>{{u"base"_s, u"ws://mine"_s}}));
    QCOMPARE(values(u"Feeds"_s), imported.environments[0].values);
    QCOMPARE(saved.notes.size(), 1);
    QVERIFY2(saved.notes[0].contains(u"\"Feeds\""), qPrintable(saved.notes[0]));
}

void tst_ImportSaver::environmentsGetNumbers()
{
    QVERIFY(saveEnvironment(m_folder->path(), {u"staging"_s, {{u"base"_s, u"ws://mine"_s}}}));
    const Imported imported{
        {}, {}, {{u"Staging"_s, {{u"base"_s, u"ws://theirs"_s}}}, {u"a/b: c"_s, {{u"x"_s, u"1"_s}}}}, {}, {}};
    const SavedImport saved = save(imported);
    QCOMPARE(values(u"staging"_s), (QList<Variable>{{u"base"_s, u"ws://mine"_s}}));
    QCOMPARE(values(u"Staging 2"_s), imported.environments[0].values);
    QCOMPARE(values(u"a b c"_s), imported.environments[1].values);
    QCOMPARE(saved.notes.size(), 1);
    // The same once more changes nothing but what differs.
    QVERIFY(save({{}, {}, {{u"a/b: c"_s, {{u"x"_s, u"1"_s}}}}, {}, {}}).notes.isEmpty());
    QCOMPARE(environmentNames(m_folder->path()).size(), 3);
}

void tst_ImportSaver::damagedEnvironmentStays()
{
    QVERIFY(QDir(m_folder->path()).mkpath(u"environments"_s));
    QFile file(environmentPath(m_folder->path(), u"default"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ damaged");
    file.close();
    const Imported imported{u"HAR"_s, {}, {{u"default"_s, {{u"x"_s, u"1"_s}}}}, {}, {}};
    QCOMPARE(save(imported).notes.size(), 1);
    QCOMPARE(values(u"HAR"_s), imported.environments[0].values);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{ damaged"));
}

void tst_ImportSaver::foldersOfEnvironmentsAreLeftAlone()
{
    const SavedImport saved = save(
        {{}, {{u"environments/A"_s, profile(u"ws://a/"_s)}, {u"Environments"_s, profile(u"ws://b/"_s)}}, {}, {}, {}});
    QCOMPARE(saved.ids.size(), 2);
    QCOMPARE(m_workspace->profiles().size(), size_t(2));
}

void tst_ImportSaver::secretsAreRenamed()
{
    Imported imported;
    Profile first = profile(u"ws://a/?k={{secret:a}}&l={{secret:a-2}}"_s);
    first.options.auth.token = u"{{secret:a}}"_s;
    imported.profiles.append({u"A"_s, first});
    imported.environments.append({u"dev"_s, {{u"x"_s, u"{{secret:b}}"_s}}});
    imported.secrets = {{u"a"_s, u"1"_s}, {u"a-2"_s, u"2"_s}, {u"b"_s, u"3"_s}, {u"unused"_s, u"4"_s}};
    QCOMPARE(usedSecrets(imported), (QStringList{u"a"_s, u"a-2"_s, u"b"_s}));
    renameSecrets(imported, {{u"a"_s, u"a-2"_s}, {u"a-2"_s, u"a-3"_s}, {u"b"_s, u"b"_s}});
    QCOMPARE(imported.profiles[0].profile.address, u"ws://a/?k={{secret:a-2}}&l={{secret:a-3}}"_s);
    QCOMPARE(imported.profiles[0].profile.options.auth.token, u"{{secret:a-2}}"_s);
    QCOMPARE(imported.environments[0].values[0].value, u"{{secret:b}}"_s);
    QCOMPARE(imported.secrets[u"a-2"_s], u"1"_s);
    QCOMPARE(imported.secrets[u"a-3"_s], u"2"_s);
}

QTEST_GUILESS_MAIN(tst_ImportSaver)
#include "tst_importsaver.moc"
