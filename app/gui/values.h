// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/environment.h"
#include "profile/secretstore.h"

#include <QMap>
#include <QObject>
#include <QPointer>
#include <QUrl>

class QWidget;

namespace sonde {

/// What stands for placeholders (profile/template.h) in all tabs: values of the chosen environment, else of the one called
/// "default", {{echo}} for the built-in server, and secrets. The files are read for each text that has placeholders, so
/// a value that was changed counts at once.
class Values final : public QObject
{
    Q_OBJECT

public:
    explicit Values(std::function<Result<QUrl>()> echoAddress, QObject *parent = nullptr);

    void setFolder(const QString &workspace) { m_folder = workspace; }
    void setProcessEnvironmentAllowed(bool isAllowed) { m_isProcessAllowed = isAllowed; }
    void setOutsideFilesAllowed(bool isAllowed) { m_isOutsideAllowed = isAllowed; }
    void setEnvironment(const QString &name) { m_environment = name; } ///< Empty for the default one alone.
    void tellChanged() { emit changed(); } ///< To be called once that was set, or the files were edited.
    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] const QString &environment() const { return m_environment; }
    [[nodiscard]] QStringList environments() const; ///< The names, without the default one's.

    /// Where the values for `text` come from; those of `own`, a tab's, come first.
    [[nodiscard]] Result<QList<VariableLayer>> layers(const QString &text, const VariableLayer &own) const;
    [[nodiscard]] VariableSources sources() const;
    /// All that has a name. Values may be missing; those in files that can't be read are.
    [[nodiscard]] QList<VariableLayer> names(const VariableLayer &own) const;

    /// Calls `ready` once the secrets that `text` asks for are known. Reads them from the keychain, and asks the person,
    /// over `window`, for what it does not hold; does not call where the person declines, or where the last call for
    /// the same text and window is still at it. Calls get their turn one after the other, so that none asks for what
    /// another one is about to be told.
    void fetchSecrets(const QString &text, const VariableLayer &own, QWidget *window,
                      const std::function<void()> &ready);

    /// Where secrets went that addSecrets() was given.
    struct AddedSecrets
    {
        QMap<QString, QString> names; ///< Under which they are kept, by the names that were given.
        QString whyNotKept; ///< A sentence; empty where they outlive the program.

        /// What a person is to be told of it; empty for nothing.
        [[nodiscard]] QString note() const;
    };
    /// Adds secrets under their names, or with a number behind where another secret has the name. An empty one is not kept:
    /// it only gets a name that no other has. `done` comes later, and not where the window is gone by then.
    void addSecrets(const QMap<QString, QString> &secrets, QWidget *window,
                    const std::function<void(const AddedSecrets &)> &done);

signals:
    void changed();

private:
    struct Fetch
    {
        QString text;
        VariableLayer own;
        QPointer<QWidget> window;
        std::function<void()> ready;
    };

    [[nodiscard]] QStringList unknownSecrets(const QString &text, const VariableLayer &own) const;
    void withStore(const std::function<void()> &ready);
    void startFetch();
    void endFetch(bool isComplete);
    void readSecrets(const QStringList &names);
    void askForSecrets(const QStringList &names);
    void keep(const QString &name, const QString &secret, QWidget *window);
    struct Adding;
    void addNext(const std::shared_ptr<Adding> &adding);
    void addAs(const std::shared_ptr<Adding> &adding, const QString &name, bool mayWrite);
    void finishAdding(const std::shared_ptr<Adding> &adding, const QString &name);

    std::function<Result<QUrl>()> m_echoAddress;
    QString m_folder;
    QString m_environment;
    bool m_isProcessAllowed = false;
    bool m_isOutsideAllowed = false;
    std::unique_ptr<SecretStore> m_store; ///< Opened when a secret is first needed.
    QHash<QString, QString> m_secrets; ///< Known, by name.
    QList<Fetch> m_fetches; ///< The first one is under way.
};

} // namespace sonde
