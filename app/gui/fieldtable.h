// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QTableWidget>

namespace sonde {

class TabValues;

/// A table of names and values, each line with a switch. Its last line is empty, and typing into it adds one. Delete
/// takes the selected lines away; lines "Name: value" can be pasted.
class FieldTable final : public QTableWidget
{
    Q_OBJECT

public:
    explicit FieldTable(const QList<Field> &fields, QWidget *parent = nullptr);

    void setFields(const QList<Field> &fields);
    [[nodiscard]] QList<Field> fields() const; ///< Without empty lines.
    [[nodiscard]] bool isEditing() const { return state() == EditingState; }
    /// Marks placeholders, and offers names for them; `values` must outlive the table.
    void helpWithPlaceholders(const TabValues &values);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void mark(QTableWidgetItem *item);
    void markAll();
    void addLine(const Field &field);
    void keepEmptyLine();
    void deleteSelected();
    void paste();

    const TabValues *m_values = nullptr; ///< Null where placeholders are nothing special.
};

} // namespace sonde
