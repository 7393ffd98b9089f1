// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/environment.h"

#include <QDialog>

class QComboBox;
class QLabel;

namespace sonde {

class FieldTable;

/// The values of the environments of a workspace. What is changed is saved when another one is chosen, and at OK.
class EnvironmentDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Shows the environment `current` first, or the default one where it is empty.
    EnvironmentDialog(const QString &folder, const QString &current, QWidget *parent = nullptr);

    void accept() override;

private:
    void show(const QString &name);
    [[nodiscard]] bool save();
    void choose();
    void showProblem(const Error &error);

    const QString m_folder;
    QComboBox *m_names;
    FieldTable *m_table;
    QLabel *m_problem;
    Environment m_shown; ///< As it is in its file.
    bool m_isReadable = true; ///< Else nothing is written over it.
};

} // namespace sonde
