// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QWidget>

class QSplitter;
class QTabBar;
class QTextEdit;

namespace sonde {

class PhaseBar;
class TextView;

/// Shows a handshake's record: how long each step took, what came of it, and beside that the request and the response as
/// they were on the wire.
class HandshakeView final : public QWidget
{
    Q_OBJECT

public:
    explicit HandshakeView(QWidget *parent = nullptr);

    void setDetail(const QByteArray &detail); ///< Of the record.
    /// Request, response or body.
    [[nodiscard]] TextView *block() const { return m_block; }
    /// Copies what is selected in the half that has the focus, or else in the other one. False where nothing is.
    [[nodiscard]] bool copySelection();

signals:
    void blockChanged(); ///< Another one of them is shown.

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeBlocks();
    void showFacts();
    void showBlock();

    QJsonObject m_detail;
    PhaseBar *m_phases;
    QTextEdit *m_facts;
    QTabBar *m_blocks;
    TextView *m_block;
    QSplitter *m_panes;
};

} // namespace sonde
