namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>What a name leads to: Linux's <c>S_IFMT</c> bits of a mode.</summary>
internal enum FileKind
{
    Pipe = 0x1000,
    CharacterDevice = 0x2000,
    Folder = 0x4000,
    BlockDevice = 0x6000,
    Regular = 0x8000,
    Socket = 0xc000,
}
