using System.Security.Cryptography;
using Crm.Data;
using Crm.Users;

namespace Crm.Documents;

/// <summary>Takes files in and hands them out.</summary>
public sealed class FileDesk(CrmDatabase database, TimeProvider clock)
{
    public const int MaxBytes = 20_000_000;

    /// <summary>Keeps a file with the hash of its bytes; it belongs to the record with the owner's id.</summary>
    public Task<StoredFile> StoreAsync(BroughtFile brought, Guid? ownerId, Actor actor, CancellationToken cancellationToken, bool isConfidential = false)
    {
        var file = new StoredFile
        {
            FileName = SafeName(brought.FileName),
            ContentType = ContentTypeOf(brought),
            Size = brought.Bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(brought.Bytes)),
            Bytes = brought.Bytes,
            StoredAt = clock.UtcNow(),
            OwnerId = ownerId,
            StoredById = actor.UserId,
            IsConfidential = isConfidential,
        };
        return database.WriteAsync(db =>
        {
            db.Files.Add(file);
            return Task.FromResult(file);
        }, cancellationToken);
    }

    public async Task<StoredFile> OpenAsync(Guid id, Actor reader, CancellationToken cancellationToken)
    {
        var file = await database.ReadAsync(db => db.Files.FirstOrDefaultAsync(f => f.Id == id, cancellationToken), cancellationToken)
            ?? throw RefusedException.NotFound("Dit bestand bestaat niet.", "This file does not exist.");
        if (file.IsConfidential && file.StoredById != reader.UserId && !reader.Is(Roles.Reviewer) && !reader.Is(Roles.Administrator))
            throw RefusedException.Forbidden("Dit bestand is vertrouwelijk.", "This file is confidential.");
        return file;
    }

    static string ContentTypeOf(BroughtFile brought)
    {
        var name = SafeName(brought.FileName);
        if (brought.Bytes.Length == 0)
            throw RefusedException.Invalid("files", $"{name} is leeg.", $"{name} is empty.");
        if (brought.Bytes.Length > MaxBytes)
            throw RefusedException.Invalid("files", $"{name} is groter dan 20 MB.", $"{name} is larger than 20 MB.");
        return FileKinds.ContentTypeOf(name, brought.Bytes)
            ?? throw RefusedException.Invalid("files", $"{name} is geen soort bestand dat je hier kunt bewaren.", $"{name} is not a kind of file that can be kept here.");
    }

    static string SafeName(string fileName)
    {
        // A browser may send a whole path, of either kind of machine.
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        name = new string([.. name.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or ':' or '|' or '?' or '*'))]).Trim();
        var extension = Path.GetExtension(name);
        return name.Length switch
        {
            0 => "bestand",
            > 200 => name[..(200 - extension.Length)] + extension,
            _ => name,
        };
    }
}
