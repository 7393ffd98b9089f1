// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/appearance.h"
#include "profile/environment.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace sonde {

class FieldTable;

/// The values of the environments of a workspace. What is changed is saved when another one is chosen, and at OK.
class EnvironmentDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Shows the environment `current` first, or the default one where it is empty.
    EnvironmentDialog(const QString &folder, const QString &current, QWidget *parent = nullptr);

    [[nodiscard]] bool hasRemoved() const { return m_hasRemoved; } ///< Any, though it may have been brought back.
    void accept() override;

signals:
    void renamed(const QString &from, const QString &to);

private:
    [[nodiscard]] QLayout *makeNameRow();
    [[nodiscard]] QLayout *makeNotice();
    void show(const QString &name);
    [[nodiscard]] bool save();
    void choose();
    void askForName();
    void rename(const QString &to);
    void askToRemove();
    void remove();
    void undoRemove();
    void refreshButtons();
    void showProblem(const Error &error);
    void showNotice(const QString &text, Tone tone);

    struct Removed
    {
        QString name;
        QByteArray bytes; ///< Of its file.
    };

    const QString m_folder;
    QComboBox *m_names;
    FieldTable *m_table;
    QPushButton *m_rename;
    QPushButton *m_remove;
    QLabel *m_notice;
    QPushButton *m_undo;
    Environment m_shown; ///< As it is in its file.
    bool m_isReadable = true; ///< Else nothing is written over it.
    Removed m_removed; ///< The last one, which can be brought back.
    bool m_hasRemoved = false;
};

} // namespace sonde
